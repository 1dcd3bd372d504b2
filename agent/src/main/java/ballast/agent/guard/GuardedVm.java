package ballast.agent.guard;

import ballast.model.FaultException;
import java.io.IOException;

/** A VM that the guard watches and steers. */
public interface GuardedVm {
    int index();

    /**
     * Resident set in bytes, read anew.
     *
     * @throws IOException if the process is gone
     */
    long rssBytes() throws IOException;

    /** What else there is to know of it; empty memory and size until its monitor is connected. Must not block. */
    Facts facts();

    /** See {@link VmState}. */
    record Facts(long ram, long size, long floor, boolean pausable) {
        public static final Facts NONE = new Facts(0, 0, 0, false);
    }

    /**
     * Asks its device for a size and lets nothing grow it beyond; blocks, but not until the size is reached.
     *
     * @param limited false: it may have any size again
     */
    void resize(long bytes, boolean limited) throws FaultException, InterruptedException;

    /** Stops its CPUs. Blocks. */
    void pause() throws FaultException, InterruptedException;

    /** Lets its CPUs go on. Blocks. */
    void resume() throws FaultException, InterruptedException;
}
