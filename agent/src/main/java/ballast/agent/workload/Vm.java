package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.io.IOException;
import java.time.Duration;

/** A running VM, as a benchmark's procedure sees it. Every call ends with a fault at once when the VM dies. */
public interface Vm {
    /** From 0. */
    int index();

    VmSpec spec();

    /** Seconds since the attempt began. */
    double now();

    Resize resize(ByteSize target, Duration timeout) throws FaultException, InterruptedException;

    /**
     * Runs a program in the guest; its output is kept under {@code label}.
     *
     * @throws FaultException of kind WORKLOAD if it ends with another code than 0
     */
    GuestShell.Result run(String label, Command command, Duration timeout)
            throws FaultException, InterruptedException, IOException;

    /** Does nothing, while samples are taken. */
    void pause(Duration length) throws FaultException, InterruptedException;

    /**
     * A new phase begins, and the one before it ends.
     *
     * @param iteration from 1
     */
    void phase(String name, int iteration) throws IOException;
}
