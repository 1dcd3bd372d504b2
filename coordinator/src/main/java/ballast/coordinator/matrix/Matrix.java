package ballast.coordinator.matrix;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What to measure: one benchmark with every combination of parameters.
 *
 * @param name of the matrix, good for a folder
 * @param title for messages, {@code inflate --profile small}
 * @param description one line; the profile's if it has one
 * @param repetitions of each cell, 1 or more
 * @param cells in the matrix's order, 1 to 10,000, each with an id of its own
 */
public record Matrix(
        String name, String title, String description, String benchmark, int repetitions, List<Cell> cells) {
    public Matrix {
        cells = List.copyOf(cells);
    }

    /**
     * A matrix without any of its profiles.
     *
     * @throws MatrixException with everything that is wrong
     */
    public static Matrix parse(MatrixSource source) {
        Problems problems = new Problems(source.name());
        MatrixText text = new MatrixReader(problems).read(source);
        if (Benchmarks.isKnown(text.benchmark()) && text.needsProfile()) {
            problems.add(
                    0, "profile", "got none, want one of " + text.profiles().keySet());
            problems.throwIfAny();
        }
        return expand(text, text.base(), "", problems);
    }

    /**
     * A matrix with one of its profiles.
     *
     * @throws MatrixException with everything that is wrong
     */
    public static Matrix parse(MatrixSource source, String profile) {
        Problems problems = new Problems(source.name());
        MatrixText text = new MatrixReader(problems).read(source);
        Layer layer = text.profiles().get(profile);
        if (layer == null) {
            problems.add(0, "profile", "got '" + profile + "', " + profilesToWant(text, profile));
            problems.throwIfAny();
        }
        return expand(text, text.base().with(layer), " --profile " + profile, problems);
    }

    private static String profilesToWant(MatrixText text, String profile) {
        Set<String> known = text.profiles().keySet();
        return known.isEmpty()
                ? "but this matrix has no profiles"
                : "want one of " + known + Nearest.hint(profile, known);
    }

    private static Matrix expand(MatrixText text, Layer layer, String suffix, Problems problems) {
        if (!Benchmarks.isKnown(text.benchmark())) {
            problems.throwIfAny();
        }
        Settings header = new Settings(layer.header());
        Isolation isolation = header.find(MatrixReader.ISOLATION)
                .filter(Value::isReadable)
                .map(given -> header.get(MatrixReader.ISOLATION))
                .orElse(text.benchmark().isolation());
        List<Cell> cells = new Expansion(text.benchmark(), layer, isolation, problems).cells();
        problems.throwIfAny();
        String name = header.get(MatrixReader.NAME);
        return new Matrix(
                name,
                name + suffix,
                header.get(MatrixReader.DESCRIPTION),
                text.benchmark().name(),
                header.get(MatrixReader.REPETITIONS),
                cells);
    }

    /**
     * The profiles of a matrix with their descriptions, in its order.
     *
     * @throws MatrixException if it cannot be read
     */
    public static Map<String, String> profiles(MatrixSource source) {
        Problems problems = new Problems(source.name());
        Map<String, Layer> layers = new MatrixReader(problems).read(source).profiles();
        problems.throwIfAny();
        Map<String, String> descriptions = new LinkedHashMap<>();
        layers.forEach(
                (name, layer) -> descriptions.put(name, new Settings(layer.header()).get(MatrixReader.DESCRIPTION)));
        return descriptions;
    }

    /** Every cell once, then every cell again: a campaign that is cut short has something of each. */
    public List<RunId> runs(CampaignId campaign) {
        return IntStream.rangeClosed(1, repetitions)
                .boxed()
                .flatMap(repetition -> cells.stream().map(cell -> new RunId(campaign, cell.id(), repetition)))
                .toList();
    }
}
