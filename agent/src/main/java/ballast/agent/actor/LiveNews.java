package ballast.agent.actor;

import ballast.message.ToCoordinator;
import ballast.message.ToCoordinator.Live;
import ballast.model.AttemptId;
import ballast.model.HostId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What attempts say of their VMs, on its way to the coordinator: at once where nothing was said for a second, or else together at the
 * second's end. Of each attempt only the newest is kept, so that it does not grow. Confined to an actor.
 */
final class LiveNews<C> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final HostId host;
    private final ActorRef<ToCoordinator> coordinator;
    private final TimerScheduler<C> timers;
    private final C send;
    private final Map<AttemptId, Live> news = new TreeMap<>();

    /** @param send on which its actor calls {@link #send} */
    LiveNews(HostId host, ActorRef<ToCoordinator> coordinator, TimerScheduler<C> timers, C send) {
        this.host = host;
        this.coordinator = coordinator;
        this.timers = timers;
        this.send = send;
    }

    void add(Live live) {
        news.put(live.attempt(), live);
        if (!timers.isTimerActive(this)) {
            send();
        }
    }

    void send() {
        if (!news.isEmpty()) {
            coordinator.tell(new ToCoordinator.Progress(host, List.copyOf(news.values())));
            news.clear();
            timers.startSingleTimer(this, send, INTERVAL);
        }
    }
}
