package ballast.agent.actor;

import ballast.agent.guard.GuardTerms;
import ballast.agent.guard.MemoryGuard;
import ballast.agent.host.HostShare;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.FaultException;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** What a host makes its attempts with. */
sealed interface AttemptDriver extends Closeable permits QemuDriver, ReplayDriver {
    AttemptFacts facts();

    /** Who watches over the VMs' memory; empty where there are none. */
    Optional<MemoryGuard> guard();

    /**
     * Looks whether this host has what a cell needs, as it was built. Blocks.
     *
     * @throws FaultException if it has not, or has it no more
     */
    void check(Cell cell) throws FaultException;

    /**
     * An attempt that begins when its actor does, and tells its parent of its end exactly once.
     *
     * @param shares of the host, one for each VM
     * @param guarded for who watches over its memory
     * @throws FaultException if this host has not what the cell needs
     */
    Behavior<AttemptActor.Command> attempt(
            AttemptId attempt,
            Cell cell,
            List<HostShare> shares,
            AttemptFiles files,
            GuardTerms guarded,
            ActorRef<? super AttemptActor.Report> parent)
            throws FaultException;
}
