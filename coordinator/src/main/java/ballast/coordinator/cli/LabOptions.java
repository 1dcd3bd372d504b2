package ballast.coordinator.cli;

import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.config.Artefact;
import ballast.agent.config.ArtefactsFile;
import ballast.agent.config.Programs;
import ballast.agent.image.ImageLibrary;
import ballast.agent.image.StoredImage;
import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.HostId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where an embedded lab works and with what; the launcher tells the rest by environment variables. */
final class LabOptions {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Where results go; created. Default: ${DEFAULT-VALUE}")
    Path store;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "Memory that VMs may use together. Default: nine tenths of what is available",
            converter = ByteSizeConverter.class)
    ByteSize budget;

    @Option(
            names = "--qemu",
            paramLabel = "PROGRAM",
            defaultValue = "qemu-system-x86_64",
            description = "QEMU. Default: ${DEFAULT-VALUE}, from the PATH")
    String qemu;

    @Option(
            names = "--artefacts",
            paramLabel = "FILE",
            description = "Builds of QEMU and guest kernels by kind of mode (YAML; see README 'HyperAlloc builds')")
    Path artefacts;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where the live page and /metrics are served, on 127.0.0.1. Default: one that is free",
            converter = PortConverter.class)
    int httpPort;

    private Optional<Path> full = Optional.empty();

    static final class PortConverter implements picocli.CommandLine.ITypeConverter<Integer> {
        private static final int HIGHEST = 65535;

        @Override
        public Integer convert(String text) {
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST) {
                return Integer.valueOf(text);
            }
            throw new picocli.CommandLine.TypeConversionException("got '" + text + "', want 0 to " + HIGHEST);
        }
    }

    static final class ByteSizeConverter implements picocli.CommandLine.ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            try {
                return ByteSize.parse(text);
            } catch (IllegalArgumentException e) {
                throw new picocli.CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * The budget is meant for a campaign, and not for the host.
     *
     * @return what the user gave
     */
    Optional<ByteSize> hostKeepsItsBudget() {
        Optional<ByteSize> given = Optional.ofNullable(budget);
        budget = null;
        return given;
    }

    /** @throws CommandException if the launcher's variables are missing, or the artefacts file is wrong */
    AgentConfig agent(Map<String, String> environment) throws CommandException {
        BudgetSetting setting =
                budget == null ? new BudgetSetting.NineTenthsOfAvailable() : new BudgetSetting.Fixed(budget);
        return new AgentConfig(
                new HostId("localhost"),
                runRoot(environment),
                store.resolve(".ballast").resolve("spool").toAbsolutePath(),
                cache(environment),
                images(environment),
                Path.of(required(environment, "BALLAST_GUARD")),
                AgentConfig.withStock(Programs.find(qemu, environment), configuredArtefacts()),
                setting);
    }

    private Map<ArtefactKind, Artefact> configuredArtefacts() throws CommandException {
        try {
            return artefacts == null ? Map.of() : ArtefactsFile.read(artefacts);
        } catch (FaultException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    /** Those of the launcher, written as in PATH, and the image "full", where one was built. */
    private List<Path> images(Map<String, String> environment) throws CommandException {
        List<Path> images = new ArrayList<>();
        for (String folder : required(environment, "BALLAST_IMAGE").split(File.pathSeparator)) {
            images.add(Path.of(folder));
        }
        if (full.isPresent()) {
            images.add(full.get());
        } else {
            full(environment).map(StoredImage::folder).ifPresent(images::add);
        }
        return images;
    }

    /** Lets VMs have this image "full", and not the newest. */
    void useFull(Path folder) {
        full = Optional.of(folder);
    }

    /** The newest image "full"; empty if none was built. */
    static Optional<StoredImage> full(Map<String, String> environment) throws CommandException {
        ImageLibrary library = library(environment);
        try {
            return library.newest("full");
        } catch (IOException e) {
            throw CommandException.badInput("the images in " + library.folder() + " cannot be read: " + e);
        }
    }

    static ImageLibrary library(Map<String, String> environment) {
        return new ImageLibrary(cache(environment).resolve("images"));
    }

    private static String required(Map<String, String> environment, String variable) throws CommandException {
        String value = environment.get(variable);
        if (value == null) {
            throw CommandException.badInput(variable + " is not set; start with the launcher, ./ballast");
        }
        return value;
    }

    /** Short, since UNIX sockets lie in it; of this user alone. */
    private static Path runRoot(Map<String, String> environment) {
        String set = environment.get("BALLAST_RUN_DIR");
        return set != null
                ? Path.of(set)
                : Path.of("/tmp", "ballast-" + environment.getOrDefault("USER", System.getProperty("user.name")));
    }

    private static Path cache(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("BALLAST_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("ballast"));
    }
}
