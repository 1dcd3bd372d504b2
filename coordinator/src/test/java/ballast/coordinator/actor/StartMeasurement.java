package ballast.coordinator.actor;

import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.schedule.Samples;
import ballast.message.CoordinatorMessage;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * A coordinator in a process of its own: {@code StartMeasurement STORE} prints how long the start and the end took;
 * {@code StartMeasurement STORE submit} prints each acknowledged campaign and waits to be killed.
 */
final class StartMeasurement {
    private StartMeasurement() {}

    public static void main(String[] args) throws Exception {
        long jvm = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        long from = System.nanoTime();
        CoordinatorNode node = CoordinatorNode.start(
                CoordinatorSettings.embedded(Path.of(args[0])),
                new CoordinatorNode.Ports(new FakeStore(), new CoordinatorMetrics(), notice -> {}));
        long started = System.nanoTime();
        System.out.println("jvm " + jvm + " ms, start " + (started - from) / 1_000_000 + " ms");
        if (args.length > 1) {
            submitForEver(node);
        }
        node.terminate(Duration.ofSeconds(10));
        System.out.println("end " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    private static void submitForEver(CoordinatorNode node) throws Exception {
        for (int i = 0; ; i++) {
            CampaignId id = new CampaignId("campaign-" + i);
            var runs = Samples.runs(id, List.of(Samples.shared(1, ByteSize.mib(256))));
            AskPattern.ask(
                            node.scheduler(),
                            (ActorRef<SchedulerCommand.SubmitReply> to) ->
                                    (CoordinatorMessage) new SchedulerCommand.Submit(id, "test", "", runs, to),
                            Duration.ofSeconds(10),
                            node.system().scheduler())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            System.out.println("acknowledged " + id);
        }
    }
}
