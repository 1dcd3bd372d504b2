package ballast.coordinator.cli;

import ballast.agent.image.ImageLibrary;
import ballast.agent.image.StoredImage;
import ballast.model.ByteSize;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast image build|list|verify}; the launcher builds one without Java. */
@Command(
        name = "image",
        description = "Builds, lists and checks guest images.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ImageCommand {
    static final class Options {
        @Option(
                names = "--output",
                paramLabel = "FORMAT",
                defaultValue = "text",
                description = "On standard output: text or json. Default: ${DEFAULT-VALUE}")
        private Output output;
    }

    private final PrintStream out = System.out;

    @Command(
            name = "build",
            description = "Builds one: ballast image build mini|full; see: ballast image build full --help",
            mixinStandardHelpOptions = true)
    int build(@Parameters(arity = "1..*", paramLabel = "IMAGE [OPTION]") List<String> words) throws CommandException {
        return ImageBuild.run(words, System.getenv(), ProcessBuilder.Redirect.INHERIT);
    }

    @Command(
            name = "list",
            description = "Shows the images in the cache, the newest first.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Options options) throws CommandException {
        List<StoredImage> images = images(List.of());
        out.print(options.output == Output.JSON ? json(images) : table(images));
        return ExitCode.OK;
    }

    @Command(
            name = "verify",
            description = "Reads all files of images again and compares them with what was built.",
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin Options options,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "IMAGE",
                            description = "A name, or name-hash as in the list. Default: all")
                    List<String> names)
            throws CommandException {
        Map<StoredImage, List<String>> found = new LinkedHashMap<>();
        images(names == null ? List.of() : names).forEach(image -> found.put(image, image.verify()));
        if (options.output == Output.JSON) {
            ObjectNode document = Json.mapper().createObjectNode();
            found.forEach((image, problems) -> problems.forEach(
                    document.putArray(image.folder().getFileName().toString())::add));
            out.print(text(document));
        } else {
            found.forEach((image, problems) -> {
                out.println(image.folder().getFileName() + ": " + (problems.isEmpty() ? "as it was built" : "damaged"));
                problems.forEach(problem -> out.println("  " + problem));
            });
        }
        boolean well = found.values().stream().allMatch(List::isEmpty);
        if (!well) {
            System.err.println("ballast: remove the folders of damaged images, and build them again:"
                    + " ballast image build NAME");
        }
        return well ? ExitCode.OK : ExitCode.RUN_FAILED;
    }

    private static List<StoredImage> images(List<String> names) throws CommandException {
        ImageLibrary library = LabOptions.library(System.getenv());
        Path folder = library.folder();
        List<StoredImage> all;
        try {
            all = library.all();
        } catch (IOException e) {
            throw CommandException.badInput("the images in " + folder + " cannot be read: " + e);
        }
        for (String name : names) {
            if (all.stream().noneMatch(image -> isMeant(name, image))) {
                throw CommandException.badInput("no image '" + name + "' in " + folder + "; see: ballast image list");
            }
        }
        return all.stream()
                .filter(image -> names.isEmpty() || names.stream().anyMatch(name -> isMeant(name, image)))
                .toList();
    }

    private static boolean isMeant(String name, StoredImage image) {
        return name.equals(image.name())
                || name.equals(image.folder().getFileName().toString());
    }

    private static String table(List<StoredImage> images) {
        if (images.isEmpty()) {
            return "no images; build one: ballast image build mini\n";
        }
        return AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                        .lineSeparator("\n")
                        .data(
                                new Column[] {
                                    column("image", HorizontalAlign.LEFT),
                                    column("built", HorizontalAlign.LEFT),
                                    column("size", HorizontalAlign.RIGHT),
                                    column("kernel", HorizontalAlign.LEFT),
                                    column("provides", HorizontalAlign.LEFT)
                                },
                                images.stream().map(ImageCommand::row).toArray(Object[][]::new))
                        .asString()
                + "\n";
    }

    private static Object[] row(StoredImage image) {
        return new Object[] {
            image.folder().getFileName(),
            image.built().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            new ByteSize(image.bytes()).toHumanText(),
            image.kernelVersion(),
            String.join(", ", image.provides())
        };
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align);
    }

    private static String json(List<StoredImage> images) throws CommandException {
        ObjectNode document = Json.mapper().createObjectNode();
        var list = document.putArray("images");
        for (StoredImage image : images) {
            ObjectNode node = list.addObject();
            node.put("name", image.name());
            node.put("hash", image.hash());
            node.put("folder", image.folder().toString());
            node.put("built", image.built().toString());
            node.put("bytes", image.bytes());
            node.put("kernel", image.kernelVersion());
            image.provides().forEach(node.putArray("provides")::add);
        }
        return text(document);
    }

    private static String text(ObjectNode document) throws CommandException {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: the list cannot be written: " + e.getMessage());
        }
    }
}
