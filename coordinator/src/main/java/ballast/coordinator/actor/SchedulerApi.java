package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.Cancel;
import ballast.coordinator.actor.SchedulerCommand.Drain;
import ballast.coordinator.actor.SchedulerCommand.Explain;
import ballast.coordinator.actor.SchedulerCommand.ExplainReply;
import ballast.coordinator.actor.SchedulerCommand.Explained;
import ballast.coordinator.actor.SchedulerCommand.Granted;
import ballast.coordinator.actor.SchedulerCommand.HostList;
import ballast.coordinator.actor.SchedulerCommand.Hosts;
import ballast.coordinator.actor.SchedulerCommand.Pause;
import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.actor.SchedulerCommand.Paused;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.Resume;
import ballast.coordinator.actor.SchedulerCommand.ResumeReply;
import ballast.coordinator.actor.SchedulerCommand.Retry;
import ballast.coordinator.actor.SchedulerCommand.Undrain;
import ballast.coordinator.actor.SchedulerCommand.View;
import ballast.coordinator.actor.SchedulerCommand.ViewReply;
import ballast.coordinator.actor.SchedulerCommand.Viewed;
import ballast.coordinator.actor.SchedulerCommand.Wish;
import ballast.coordinator.actor.SchedulerCommand.WishReply;
import ballast.coordinator.http.Api;
import ballast.coordinator.http.ApiAnswer;
import ballast.coordinator.http.ApiPort;
import ballast.coordinator.http.ApiToken;
import ballast.coordinator.live.LiveLab;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.Json;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.function.Function;

/** Answers HTTP clients by asking the scheduler of this node. */
final class SchedulerApi implements ApiPort {
    private final Questions questions;
    private final CampaignStore store;

    private SchedulerApi(Questions questions, CampaignStore store) {
        this.questions = questions;
        this.store = store;
    }

    static Api routes(ActorSystem<?> system, LocalScheduler local, ResultPort results, LiveLab live, ApiToken token) {
        CampaignStore store = new CampaignStore(system, results);
        PageStore pages = new PageStore(system, results);
        Supplier<Optional<Questions>> questions = () -> local.get().map(active -> new Questions(system, active));
        return new Api(
                () -> questions.get().map(asking -> new SchedulerApi(asking, store)),
                () -> questions.get().map(asking -> new PageApi(asking, pages, live)),
                token);
    }

    @Override
    public CompletionStage<ApiAnswer> submit(byte[] body) {
        Submission submission;
        try {
            submission = Submission.parse(body);
        } catch (Submission.Malformed e) {
            return Questions.now(ApiAnswer.errors(400, e.problems()));
        }
        return store.create(submission)
                .thenCompose(refusal -> refusal.isPresent() ? Questions.now(refusal.get()) : submit(submission));
    }

    private CompletionStage<ApiAnswer> submit(Submission submission) {
        CompletionStage<SchedulerCommand.SubmitReply> reply = questions.ask(to -> new SchedulerCommand.Submit(
                submission.id(),
                submission.name(),
                submission.matrix(),
                submission.planned(),
                submission.where(),
                submission.packing(),
                to));
        return reply.thenApply(answer -> answer instanceof Refused refused
                ? ApiAnswer.errors(400, refused.reasons())
                : ApiAnswer.created(campaign(submission.id())));
    }

    @Override
    public CompletionStage<ApiAnswer> campaigns() {
        return questions.known().thenApply(list -> {
            ArrayNode all = Json.mapper().createArrayNode();
            list.campaigns().forEach(campaign -> all.add(Json.mapper().<ObjectNode>valueToTree(campaign)));
            return ApiAnswer.ok(all);
        });
    }

    @Override
    public CompletionStage<ApiAnswer> campaign(String name) {
        return questions.named(name, id -> {
            CompletionStage<ViewReply> reply = questions.ask(to -> new View(id, to));
            return reply.thenCombine(
                    store.breaches(id),
                    (answer, breaches) -> answer instanceof Viewed viewed
                            ? ApiAnswer.ok(withBreaches(ViewLines.json(viewed.view()), breaches))
                            : notFound(answer));
        });
    }

    /** As in the results' JSON; null if nobody watched. */
    private static ObjectNode withBreaches(JsonNode view, Optional<GuardStatus.Breaches> breaches) {
        ObjectNode node = (ObjectNode) view;
        if (breaches.isEmpty()) {
            return node.putNull("budgetBreaches");
        }
        node.putObject("budgetBreaches")
                .put("count", breaches.get().count())
                .put("seconds", breaches.get().seconds())
                .put("worstBytes", breaches.get().worst().bytes());
        return node;
    }

    @Override
    public CompletionStage<ApiAnswer> views(String name) {
        return questions.named(name, id -> Questions.now(new ApiAnswer.Lines(ViewLines.of(questions.scheduler(), id))));
    }

    @Override
    public CompletionStage<ApiAnswer> cancel(String name) {
        return questions.named(name, id -> wish(campaign(id), to -> new Cancel(id, to)));
    }

    @Override
    public CompletionStage<ApiAnswer> retry(String name, boolean cancelled) {
        return questions.named(name, id -> wish(campaign(id), to -> new Retry(id, cancelled, to)));
    }

    @Override
    public CompletionStage<ApiAnswer> pause(String name) {
        return questions.named(name, id -> {
            CompletionStage<PauseReply> reply = questions.ask(to -> new Pause(id, to));
            return reply.thenApply(answer -> {
                ObjectNode body = campaign(id);
                ArrayNode unconfirmed = body.putArray("unconfirmed");
                if (answer instanceof Paused paused) {
                    paused.unconfirmed().forEach(attempt -> unconfirmed.add(attempt.toString()));
                    return ApiAnswer.ok(body);
                }
                return notFound(answer);
            });
        });
    }

    @Override
    public CompletionStage<ApiAnswer> resume(String name) {
        return questions.named(name, id -> {
            CompletionStage<ResumeReply> reply = questions.ask(to -> new Resume(id, to));
            return reply.thenApply(answer -> answer instanceof Refused ? notFound(answer) : ApiAnswer.ok(campaign(id)));
        });
    }

    @Override
    public CompletionStage<ApiAnswer> summary(String name, boolean json) {
        return questions.named(name, id -> store.summary(id, json));
    }

    @Override
    public CompletionStage<ApiAnswer> explain(String name, String cell, String repetition) {
        return questions.named(name, id -> {
            RunId run = new RunId(id, new CellId(cell), Integer.parseInt(repetition.replaceFirst("^rep-", "")));
            CompletionStage<ExplainReply> reply = questions.ask(to -> new Explain(run, to));
            return reply.thenApply(answer -> answer instanceof Explained explained
                    ? ApiAnswer.ok(Json.mapper().createObjectNode().put("explanation", explained.sentence()))
                    : notFound(answer));
        });
    }

    @Override
    public CompletionStage<ApiAnswer> hosts() {
        CompletionStage<HostList> reply = questions.ask(Hosts::new);
        return reply.thenApply(list -> {
            ArrayNode all = Json.mapper().createArrayNode();
            list.hosts().forEach(host -> all.add(HostJson.of(host)));
            return ApiAnswer.ok(all);
        });
    }

    @Override
    public CompletionStage<ApiAnswer> prometheusTargets() {
        CompletionStage<HostList> reply = questions.ask(Hosts::new);
        return reply.thenApply(list -> ApiAnswer.ok(PrometheusTargets.of(list.hosts())));
    }

    @Override
    public CompletionStage<ApiAnswer> drain(String host) {
        return Questions.checked(() -> {
            HostId id = new HostId(host);
            return wish(host(id), to -> new Drain(id, to));
        });
    }

    @Override
    public CompletionStage<ApiAnswer> undrain(String host) {
        return Questions.checked(() -> {
            HostId id = new HostId(host);
            return wish(host(id), to -> new Undrain(id, to));
        });
    }

    private CompletionStage<ApiAnswer> wish(ObjectNode body, Function<ActorRef<WishReply>, Wish> wish) {
        CompletionStage<WishReply> reply = questions.ask(wish::apply);
        return reply.thenApply(answer -> answer instanceof Granted granted
                ? ApiAnswer.ok(body.has("campaign") ? body.put("runs", granted.runs()) : body)
                : notFound(answer));
    }

    private static ObjectNode campaign(CampaignId id) {
        return Json.mapper().createObjectNode().put("campaign", id.value());
    }

    private static ObjectNode host(HostId id) {
        return Json.mapper().createObjectNode().put("host", id.value());
    }

    private static ApiAnswer notFound(Object answer) {
        return answer instanceof Refused refused
                ? ApiAnswer.errors(404, refused.reasons())
                : ApiAnswer.error(500, "unknown answer " + answer);
    }
}
