package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.Explain;
import ballast.coordinator.actor.SchedulerCommand.ExplainReply;
import ballast.coordinator.actor.SchedulerCommand.Explained;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.View;
import ballast.coordinator.actor.SchedulerCommand.ViewReply;
import ballast.coordinator.actor.SchedulerCommand.Viewed;
import ballast.coordinator.http.ApiAnswer;
import ballast.coordinator.http.PagePort;
import ballast.coordinator.live.LiveLab;
import ballast.coordinator.page.PlanDocument;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.Json;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Answers the live page: by asking the scheduler of this node, from what is known of its VMs, and from the store. */
record PageApi(Questions questions, PageStore store, LiveLab lab) implements PagePort {
    @Override
    public CompletionStage<ApiAnswer> live() {
        return Questions.now(new ApiAnswer.Events(PageEvents.lab(questions, lab)));
    }

    @Override
    public CompletionStage<ApiAnswer> changes(String campaign) {
        return questions.named(
                campaign, id -> Questions.now(new ApiAnswer.Events(PageEvents.campaign(questions.scheduler(), id))));
    }

    @Override
    public CompletionStage<ApiAnswer> plan(String campaign) {
        return questions.named(campaign, id -> {
            CompletionStage<ViewReply> reply = questions.ask(to -> new View(id, to));
            return reply.thenCombine(
                    store.planned(id),
                    (answer, planned) -> answer instanceof Viewed viewed
                            ? ApiAnswer.ok(PlanDocument.of(viewed.view(), planned))
                            : ApiAnswer.error(404, "no campaign " + id + " is known"));
        });
    }

    @Override
    public CompletionStage<ApiAnswer> figures(String campaign) {
        return questions.named(campaign, store::figures);
    }

    /** {@code {"explanation", "live": [VMs that run], "stored": what the store has, or null}}. */
    @Override
    public CompletionStage<ApiAnswer> run(String campaign, String cell, String repetition) {
        return questions.named(campaign, id -> {
            RunId run = run(id, cell, repetition);
            CompletionStage<ExplainReply> reply = questions.ask(to -> new Explain(run, to));
            return reply.thenCompose(answer -> {
                if (answer instanceof Refused refused) {
                    return Questions.now(ApiAnswer.errors(404, refused.reasons()));
                }
                ObjectNode known = Json.mapper().createObjectNode();
                known.put("explanation", ((Explained) answer).sentence());
                known.set("live", lab.vmsOf(run));
                return store.run(run, known);
            });
        });
    }

    @Override
    public CompletionStage<ApiAnswer> file(
            String campaign, String cell, String repetition, List<String> path, long tail) {
        return questions.named(campaign, id -> store.file(run(id, cell, repetition), path, tail));
    }

    private static RunId run(CampaignId campaign, String cell, String repetition) {
        return new RunId(campaign, new CellId(cell), Integer.parseInt(repetition));
    }
}
