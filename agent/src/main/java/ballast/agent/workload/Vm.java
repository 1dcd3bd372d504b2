package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * Starts a program in the guest and returns; otherwise as {@link #run}. Not to be left to itself: whoever leaves it closes it.
     */
    Background begin(String label, Command command, Duration timeout);

    /** A program that runs in the guest while other things are done. */
    interface Background extends AutoCloseable {
        /**
         * Waits for its end, at most so long.
         *
         * @return its result; empty if it still runs
         */
        Optional<GuestShell.Result> within(Duration length) throws FaultException, InterruptedException;

        /** Waits for its end. */
        GuestShell.Result end() throws FaultException, InterruptedException;

        /** Nobody waits for it any more. */
        @Override
        void close();
    }

    /** Copies a file of the guest. */
    void fetch(String path, Path to, Duration timeout) throws FaultException, InterruptedException, IOException;

    /**
     * The allocator benchmark of the artefact's kernels, loaded into the guest; empty where none is set up for the VM's kind.
     *
     * @throws FaultException of kind IMAGE if the guest's kernel does not take it
     */
    Optional<AllocatorModule> allocator() throws FaultException, InterruptedException, IOException;

    /** A kernel module that allocates pages in bulk and touches them. */
    interface AllocatorModule {
        /**
         * What it answers to a command.
         *
         * @param label names the file that the answer is kept in
         * @return CSV
         */
        String run(String label, String command, Duration timeout)
                throws FaultException, InterruptedException, IOException;
    }

    /** Lets the guest's kernel forget the files that it has in memory (Linux, vm.drop_caches=1). */
    void dropPageCache() throws FaultException, InterruptedException;

    /** From now on the published samples are written, their time counted from now; returns {@link #now}. */
    double publish() throws IOException;

    /** Does nothing, while samples are taken. */
    void pause(Duration length) throws FaultException, InterruptedException;

    /**
     * A new phase begins, and the one before it ends.
     *
     * @param iteration from 1
     */
    void phase(String name, int iteration) throws IOException;
}
