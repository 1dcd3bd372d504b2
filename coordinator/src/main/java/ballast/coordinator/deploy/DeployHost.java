package ballast.coordinator.deploy;

import ballast.model.HostId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One host and how it is to be.
 *
 * @param id its name in the lab
 * @param address that the other hosts reach it at
 * @param install the folder on it that is all ours: absolute, of plain characters
 * @param java its Java, a path or a name to look for in PATH
 * @param images local folders of guest images
 * @param bundle local folder with the jars and the guard; empty: what the launcher built
 */
public record DeployHost(
        HostId id,
        String address,
        SshRoute ssh,
        String install,
        String java,
        AgentSettings agent,
        CoordinatorAccess coordinator,
        List<Path> images,
        Optional<Path> bundle) {
    public DeployHost {
        if (!install.matches(PLAIN_FOLDER)) {
            throw new IllegalArgumentException("install: got '" + install + "', want " + PLAIN_FOLDER_WANTED);
        }
        images = List.copyOf(images);
    }

    /** It stands in a systemd unit, too, where other characters mean something. */
    static final String PLAIN_FOLDER = "(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+";

    static final String PLAIN_FOLDER_WANTED = "an absolute path of letters, digits, '_', '.', '-'";

    /** Where the running release is, a symbolic link. */
    String current() {
        return install + "/current";
    }
}
