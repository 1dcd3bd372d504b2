package ballast.agent.vm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a VM's sockets and logs lie: each VM in a folder of its own, so that none collide. */
public record VmSockets(Path folder) {
    private static final int LONGEST_SOCKET_PATH = 107;

    public VmSockets {
        String longest = folder.resolve("guest.sock").toString();
        if (longest.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException("the run folder's path is too long for a UNIX socket (at most "
                    + LONGEST_SOCKET_PATH + " bytes with the file's name): " + folder);
        }
    }

    public Path qmp() {
        return folder.resolve("qmp.sock");
    }

    public Path guestAgent() {
        return folder.resolve("guest.sock");
    }

    /** The guest's serial console. */
    public Path console() {
        return folder.resolve("out.txt");
    }

    /** What QEMU itself prints. */
    public Path log() {
        return folder.resolve("qemu.log");
    }

    public Path pidFile() {
        return folder.resolve("qemu.pid");
    }
}
