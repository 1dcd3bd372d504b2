package ballast.message;

import ballast.model.AttemptId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.VmStatus;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What an agent says. */
public sealed interface ToCoordinator extends WireMessage, CoordinatorMessage {
    HostId host();

    /** The same, answered to another place; itself if nobody answers it. */
    default ToCoordinator from(ActorRef<ToAgent> other) {
        return this;
    }

    /**
     * The agent's whole inventory: when it starts, when it hears of a new coordinator, and every few seconds.
     *
     * @param running attempts that it works on
     * @param held attempts that ended and whose results were not acknowledged yet
     * @param agent takes the answer
     */
    record Inventory(
            HostReport report, AgentFacts facts, List<AttemptId> running, List<AttemptId> held, ActorRef<ToAgent> agent)
            implements ToCoordinator {
        public Inventory {
            running = List.copyOf(running);
            held = List.copyOf(held);
        }

        @Override
        public HostId host() {
            return report.id();
        }

        @Override
        public Inventory from(ActorRef<ToAgent> other) {
            return new Inventory(report, facts, running, held, other);
        }
    }

    /** How the VMs of a host's attempts are now, of each attempt that has something new: what is said within a second is said together. */
    record Progress(HostId host, List<Live> attempts) implements ToCoordinator {
        public Progress {
            attempts = List.copyOf(attempts);
        }
    }

    /** How an attempt's VMs are now. */
    record Live(AttemptId attempt, List<VmStatus> vms) {
        public Live {
            vms = List.copyOf(vms);
        }
    }

    /** The attempt ended and its files were uploaded; said again until it is acknowledged. */
    record AttemptEnded(
            HostId host, AttemptId attempt, Outcome outcome, List<ResultFile> files, ActorRef<ToAgent> agent)
            implements ToCoordinator {
        public AttemptEnded {
            files = List.copyOf(files);
        }

        @Override
        public AttemptEnded from(ActorRef<ToAgent> other) {
            return new AttemptEnded(host, attempt, outcome, files, other);
        }
    }
}
