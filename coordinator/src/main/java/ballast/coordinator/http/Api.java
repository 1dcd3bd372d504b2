package ballast.coordinator.http;

import ballast.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The routes below {@code /api}: which of the coordinator's answers a request wants, and whether the client may have it. */
public final class Api {
    /** The largest submission: some ten thousand cells. */
    static final int LARGEST_BODY_BYTES = 64 << 20;

    private final Supplier<Optional<ApiPort>> active;
    private final Supplier<Optional<PagePort>> page;
    private final ApiToken token;

    /**
     * @param active empty while another node is the coordinator, or none is yet
     * @param page what the live page asks; empty as well
     */
    public Api(Supplier<Optional<ApiPort>> active, Supplier<Optional<PagePort>> page, ApiToken token) {
        this.active = active;
        this.page = page;
        this.token = token;
    }

    /** Without a live page. */
    Api(Supplier<Optional<ApiPort>> active, ApiToken token) {
        this(active, Optional::empty, token);
    }

    /**
     * A request without its body.
     *
     * @param path the decoded segments after {@code api}
     * @param query the decoded query, its names without values included
     * @param authorization the header, or nothing
     */
    record Call(boolean get, boolean post, List<String> path, String query, String authorization) {
        boolean wants(String flag) {
            return List.of(query.split("&")).contains(flag);
        }
    }

    /** Why the body need not be read; empty if it is to be. */
    Optional<ApiAnswer> refusal(Call call) {
        if (!call.get() && !token.isShownIn(call.authorization())) {
            return Optional.of(
                    ApiAnswer.error(
                            401,
                            call.authorization().isEmpty()
                                    ? "a token is missing: show the one in STORE/.ballast/token of the coordinator"
                                    : "the token is not this coordinator's: show the one in STORE/.ballast/token of the coordinator"));
        }
        return active.get().isEmpty() ? Optional.of(standby()) : Optional.empty();
    }

    private static ApiAnswer standby() {
        return new ApiAnswer.Document(503, Json.mapper().createObjectNode().put("error", "standby"));
    }

    static boolean isSubmission(Call call) {
        return call.post() && call.path().equals(List.of("campaigns"));
    }

    CompletionStage<ApiAnswer> answer(Call call, byte[] body) {
        Optional<ApiPort> port = active.get();
        if (port.isEmpty()) {
            return CompletableFuture.completedFuture(standby());
        }
        return (call.get() ? got(port.get(), call) : call.post() ? post(port.get(), call, body) : unknown())
                .exceptionally(error -> ApiAnswer.error(
                        503, "the coordinator does not answer: " + reason(error) + "; try again, its log says more"));
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private CompletionStage<ApiAnswer> got(ApiPort port, Call call) {
        return page.get().flatMap(of -> PageRoutes.answer(of, call)).orElseGet(() -> get(port, call));
    }

    private static CompletionStage<ApiAnswer> get(ApiPort port, Call call) {
        List<String> path = call.path();
        return switch (path.size() + " " + path.get(0)) {
            case "1 campaigns" -> port.campaigns();
            case "1 hosts" -> port.hosts();
            case "2 prometheus" -> path.get(1).equals("targets") ? port.prometheusTargets() : unknown();
            case "2 campaigns" -> port.campaign(path.get(1));
            case "3 campaigns" ->
                switch (path.get(2)) {
                    case "views" -> port.views(path.get(1));
                    case "summary" -> port.summary(path.get(1), !call.wants("format=text"));
                    default -> unknown();
                };
            case "6 campaigns" ->
                path.get(2).equals("runs") && path.get(5).equals("explain")
                        ? port.explain(path.get(1), path.get(3), path.get(4))
                        : unknown();
            default -> unknown();
        };
    }

    private static CompletionStage<ApiAnswer> post(ApiPort port, Call call, byte[] body) {
        List<String> path = call.path();
        if (isSubmission(call)) {
            return port.submit(body);
        }
        if (path.size() != 3) {
            return unknown();
        }
        String name = path.get(1);
        return switch (path.get(0) + " " + path.get(2)) {
            case "campaigns cancel" -> port.cancel(name);
            case "campaigns pause" -> port.pause(name);
            case "campaigns resume" -> port.resume(name);
            case "campaigns retry" -> port.retry(name, call.wants("cancelled=true"));
            case "hosts drain" -> port.drain(name);
            case "hosts undrain" -> port.undrain(name);
            default -> unknown();
        };
    }

    private static CompletionStage<ApiAnswer> unknown() {
        return CompletableFuture.completedFuture(
                ApiAnswer.error(404, "no such route; campaigns are at /api/campaigns, hosts at /api/hosts"));
    }
}
