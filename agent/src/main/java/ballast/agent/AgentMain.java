package ballast.agent;

import ballast.agent.actor.AgentNode;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.AgentFile;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.model.FaultException;
import ballast.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ballast agent --config FILE}: a host's agent, until it is ended. */
public final class AgentMain {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;
    private static final int CLOSE_SECONDS = 40;
    private static final String USAGE = "usage: ballast agent --config FILE; see README 'In a lab'";

    private AgentMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.println(USAGE);
            System.exit(OK);
        }
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            System.err.println("ballast: agent: " + USAGE);
            System.exit(BAD_INPUT);
        }
        System.exit(run(Path.of(arguments[1])));
    }

    private static int run(Path file) throws InterruptedException {
        try {
            AgentFile.Settings settings = AgentFile.read(file, System.getenv());
            System.setProperty(
                    "ballast.log", settings.host().spool().resolve("agent.log").toString());
            PreparedHost host = prepare(settings);
            String name = "ballast: agent " + settings.host().id() + ": ";
            host.leftovers()
                    .forEach(left -> System.err.println(name + "ended " + left.name() + " (pid " + left.pid()
                            + "), left over from an earlier start"));
            return serve(AgentNode.start(host, settings.lab(), line -> System.err.println(name + line)), name);
        } catch (SettingsException | FaultException e) {
            System.err.println("ballast: agent: " + e.getMessage());
            return BAD_INPUT;
        } catch (IOException e) {
            System.err.println("ballast: agent: " + e);
            return FAILED;
        }
    }

    private static PreparedHost prepare(AgentFile.Settings settings) throws FaultException, InterruptedException {
        if (settings.replay().isEmpty()) {
            return PreparedHost.prepare(settings.host());
        }
        AgentFile.ReplayChoice choice = settings.replay().get();
        return PreparedHost.replaying(settings.host(), Traces.load(choice.traces()), Playback.at(choice.speed()));
    }

    /** Until it ends, or SIGTERM or Ctrl-C comes: then its VMs are ended before the process is. */
    private static int serve(AgentNode node, String name) throws IOException {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.complete(null);
            await(closed);
        }));
        CompletableFuture.anyOf(asked, node.ended().toCompletableFuture()).join();
        try (node) {
            if (!asked.isDone()) {
                System.err.println(name + "it failed; its log says why");
            }
        } finally {
            closed.countDown();
        }
        return asked.isDone() ? OK : FAILED;
    }

    private static void await(CountDownLatch closed) {
        try {
            if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "ballast: agent: not everything ended in " + CLOSE_SECONDS + " s; the guard ends the VMs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
