package ballast.agent.actor;

import ballast.message.ToAgent.StartAttempt;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import java.util.List;
import java.util.Optional;

/**
 * Whether what an agent is told to run is what a campaign has brought. A cell's id is the digest of all that is run: the
 * workload's commands, the image's name, the kernel's arguments. What says otherwise was changed on its way, and is not run.
 */
final class Origin {
    private Origin() {}

    /** @return why it is not run; empty if nothing speaks against it */
    static Optional<Failure> refusal(HostId host, StartAttempt start) {
        Cell cell = start.cell();
        String what = "host " + host + ": attempt " + start.attempt() + " is not what a campaign has brought: ";
        if (!start.attempt().run().cell().equals(cell.id())) {
            return failure(what + "got cell " + cell.id() + ", want "
                    + start.attempt().run().cell());
        }
        return cell.isGenuine()
                ? Optional.empty()
                : failure(what + "got a workload, image or parameters with the digest " + cell.digest() + ", want "
                        + cell.id() + " as in its campaign");
    }

    private static Optional<Failure> failure(String message) {
        return Optional.of(new Failure(
                FailureKind.HOST,
                message + "; bring coordinator and agents to the same version by: ballast deploy upgrade",
                List.of()));
    }
}
