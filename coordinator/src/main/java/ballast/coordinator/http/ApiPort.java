package ballast.coordinator.http;

import java.util.concurrent.CompletionStage;

/**
 * The coordinator, as clients use it. None of the methods blocks, and none of the stages fails for a reason that is a client's fault: that is
 * in the answer. A campaign is named by its id, by its name (its latest), or {@code latest}.
 */
public interface ApiPort {
    /** @param body a campaign as JSON */
    CompletionStage<ApiAnswer> submit(byte[] body);

    CompletionStage<ApiAnswer> campaigns();

    CompletionStage<ApiAnswer> campaign(String name);

    CompletionStage<ApiAnswer> views(String name);

    CompletionStage<ApiAnswer> cancel(String name);

    CompletionStage<ApiAnswer> pause(String name);

    CompletionStage<ApiAnswer> resume(String name);

    /** @param cancelled whether runs that were cancelled are wanted again, beside those that failed */
    CompletionStage<ApiAnswer> retry(String name, boolean cancelled);

    /** @param json or a table */
    CompletionStage<ApiAnswer> summary(String name, boolean json);

    CompletionStage<ApiAnswer> explain(String name, String cell, String repetition);

    CompletionStage<ApiAnswer> hosts();

    /** Where agents serve their metrics, as Prometheus' HTTP service discovery wants it. */
    CompletionStage<ApiAnswer> prometheusTargets();

    CompletionStage<ApiAnswer> drain(String host);

    CompletionStage<ApiAnswer> undrain(String host);
}
