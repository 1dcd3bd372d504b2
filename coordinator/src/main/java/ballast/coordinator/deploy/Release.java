package ballast.coordinator.deploy;

import ballast.coordinator.deploy.RemoteFile.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that one host is to have. What makes an agent behave otherwise, the program and its settings, lies in a folder named by
 * its content, so that going back to the release before restores both.
 *
 * @param digest 16 hexadecimal digits over the names and contents of the folder's files
 * @param files of the folder, and beside it the images
 */
record Release(String digest, List<RemoteFile> files) {
    private static final int DIGITS = 16;

    Release {
        files = List.copyOf(files);
    }

    /** @throws IOException if a local file cannot be read */
    static Release of(DeployHost host, Bundle bundle) throws IOException {
        List<String> images = new ArrayList<>();
        List<RemoteFile> imageFiles = new ArrayList<>();
        for (Path image : host.images()) {
            String folder = host.install() + "/images/" + image.getFileName();
            images.add(folder);
            imageFiles.addAll(image(folder, image));
        }
        // Under a name that is as long as the later one.
        String draft = host.install() + "/releases/" + "0".repeat(DIGITS);
        List<RemoteFile> own = own(draft, host, bundle, images);
        String digest = digest(own);
        List<RemoteFile> files = new ArrayList<>(imageFiles);
        own.stream()
                .map(file -> new RemoteFile(
                        folder(host, digest) + file.path().substring(draft.length()),
                        file.mode(),
                        file.content(),
                        file.digest()))
                .forEach(files::add);
        return new Release(digest, files);
    }

    static String folder(DeployHost host, String digest) {
        return host.install() + "/releases/" + digest;
    }

    private static List<RemoteFile> own(String folder, DeployHost host, Bundle bundle, List<String> images)
            throws IOException {
        List<RemoteFile> files = new ArrayList<>();
        for (Path jar : bundle.jars()) {
            files.add(RemoteFile.of(folder + "/lib/" + jar.getFileName(), Mode.READABLE, jar));
        }
        files.add(RemoteFile.of(folder + "/guard", Mode.EXECUTABLE, bundle.guard()));
        files.add(RemoteFile.of(folder + "/start", Mode.EXECUTABLE, Scripts.text("start")));
        files.add(RemoteFile.of(folder + "/supervise", Mode.EXECUTABLE, Scripts.text("supervise")));
        files.add(RemoteFile.of(folder + "/etc/java", Mode.READABLE, host.java() + "\n"));
        files.add(RemoteFile.of(folder + "/etc/agent.yaml", Mode.SECRET, AgentYaml.render(host, images)));
        if (host.agent().tls().isPresent()) {
            AgentSettings.Tls tls = host.agent().tls().get();
            files.add(RemoteFile.of(folder + "/etc/ca.pem", Mode.READABLE, tls.ca()));
            files.add(RemoteFile.of(folder + "/etc/node.pem", Mode.READABLE, tls.certificate()));
            files.add(RemoteFile.of(folder + "/etc/node-key.pem", Mode.SECRET, tls.key()));
        }
        return files;
    }

    /** Logins to guests are made with a key that ssh wants private; keep what is executable so. */
    private static List<RemoteFile> image(String folder, Path image) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(image)) {
            paths = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<RemoteFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(RemoteFile.of(folder + "/" + image.relativize(path), mode(path), path));
        }
        return files;
    }

    private static Mode mode(Path path) throws IOException {
        if (Files.isExecutable(path)) {
            return Mode.EXECUTABLE;
        }
        boolean readByOthers =
                Files.getPosixFilePermissions(path).contains(java.nio.file.attribute.PosixFilePermission.OTHERS_READ);
        return readByOthers ? Mode.READABLE : Mode.SECRET;
    }

    private static String digest(List<RemoteFile> files) {
        return Sha256.of(files.stream()
                        .map(file -> file.digest() + " " + file.path())
                        .sorted()
                        .collect(Collectors.joining("\n")))
                .substring(0, DIGITS);
    }
}
