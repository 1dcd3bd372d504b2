package ballast.coordinator.actor;

import ballast.message.CoordinatorMessage;
import ballast.model.HostId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Tells dead agents from slow ones. A host's kernel refuses a connection to a port where nobody listens any more: then the agent's process has
 * ended, and its VMs with it. One that is stopped, overloaded or cut off does not refuse, and is given time.
 */
final class HostWatch {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final ActorContext<CoordinatorMessage> context;
    private final Executor blocking;
    private final Set<HostId> looking = new HashSet<>();

    /** @param dead whether the host says that nobody listens at {@code address} */
    record Looked(HostId host, String address, boolean dead)
            implements CoordinatorMessage, NoSerializationVerificationNeeded {}

    HostWatch(ActorContext<CoordinatorMessage> context) {
        this.context = context;
        blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
    }

    /** Sends {@link Looked}; does nothing while it looks already. */
    void look(HostId host, String address) {
        int colon = address.lastIndexOf(':');
        if (colon > 0 && looking.add(host)) {
            var target =
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
            context.pipeToSelf(
                    CompletableFuture.supplyAsync(() -> isRefused(target), blocking),
                    (refused, error) -> new Looked(host, address, error == null && refused));
        }
    }

    void done(Looked looked) {
        looking.remove(looked.host());
    }

    private static boolean isRefused(InetSocketAddress target) {
        try (Socket socket = new Socket()) {
            socket.connect(target, (int) CONNECT.toMillis());
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false; // no answer: the network, or a host that is busy
        }
    }
}
