package ballast.coordinator.matrix;

import ballast.coordinator.matrix.YamlTree.Entry;
import ballast.model.Cell;
import ballast.model.Cpus;
import ballast.model.Isolation;
import ballast.model.Packing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** From the text of a matrix to the matrix that a user selects of it; throws all problems at once. */
final class MatrixParser {
    private final MatrixSource source;
    private final Problems problems;
    private final Sources sources;
    private final YamlTree yaml;
    private final int line;
    private final Map<String, Entry> entries;

    /** @throws MatrixException if there is nothing to read in it */
    MatrixParser(MatrixSource source) {
        this.source = source;
        problems = new Problems(source.name());
        sources = new Sources(source);
        yaml = new YamlTree(problems, sources);
        Node root = yaml.parse(source.text(), "a matrix with name, benchmark, parameters and axes")
                .orElseThrow(problems::exception);
        line = YamlTree.line(root);
        entries = yaml.entries("matrix", root);
        if (entries.isEmpty()) {
            problems.throwIfAny();
        }
    }

    MatrixSource source() {
        return source;
    }

    /** Whether it is a list of other matrices. */
    boolean isSuite() {
        return entries.containsKey(Suite.MATRICES);
    }

    private Suite suite() {
        return new Suite(problems, yaml, sources, line, entries);
    }

    private MatrixText text() {
        return new MatrixReader(problems, yaml).read(line, entries);
    }

    /** Whether there is a section {@code extra}. */
    boolean hasExtra() {
        return isSuite() ? suite().hasExtra() : text().extra().saysSomething();
    }

    /** The profiles with their descriptions, in the matrix's order. */
    Map<String, String> profiles() {
        if (isSuite()) {
            return suite().profiles();
        }
        Map<String, Layer> layers = text().profiles();
        problems.throwIfAny();
        Map<String, String> descriptions = new LinkedHashMap<>();
        layers.forEach(
                (name, layer) -> descriptions.put(name, new Settings(layer.header()).get(MatrixReader.DESCRIPTION)));
        return descriptions;
    }

    Matrix parse(Selection selection) {
        if (isSuite()) {
            return suite().expand(selection);
        }
        MatrixText text = text();
        Layer layer = selection
                .profile()
                .map(profile -> text.base().with(profile(text, profile)))
                .orElseGet(() -> withoutProfile(text));
        if (selection.extra() && !text.extra().saysSomething()) {
            problems.add(0, "extra", "got --extra, but this matrix has no section 'extra'");
        }
        return expand(text, layer, selection);
    }

    private Layer withoutProfile(MatrixText text) {
        if (Benchmarks.isKnown(text.benchmark()) && text.needsProfile()) {
            problems.add(
                    0, "profile", "got none, want one of " + text.profiles().keySet());
            problems.throwIfAny();
        }
        return text.base();
    }

    private Layer profile(MatrixText text, String profile) {
        Layer layer = text.profiles().get(profile);
        if (layer == null) {
            Set<String> known = text.profiles().keySet();
            problems.add(
                    0,
                    "profile",
                    "got '" + profile + "', "
                            + (known.isEmpty()
                                    ? "but this matrix has no profiles"
                                    : "want one of " + known + Nearest.hint(profile, known)));
            problems.throwIfAny();
        }
        return layer;
    }

    private void refuseSharingByOne(Benchmark benchmark, Settings header, Cpus cpus) {
        if (!cpus.equals(Cpus.EXCLUSIVE) && !benchmark.keys().contains("vms")) {
            problems.add(
                    header.find(MatrixReader.CPUS).orElseThrow().line(),
                    MatrixReader.CPUS.key(),
                    "got " + cpus + " with benchmark " + benchmark.name()
                            + ", want it only with multivm: the VMs of one run share, and others have one VM");
        }
    }

    private Matrix expand(MatrixText text, Layer layer, Selection selection) {
        if (!Benchmarks.isKnown(text.benchmark())) {
            problems.throwIfAny();
        }
        Settings header = new Settings(layer.header());
        Isolation isolation = header.find(MatrixReader.ISOLATION)
                .filter(Value::isReadable)
                .map(given -> header.get(MatrixReader.ISOLATION))
                .orElse(text.benchmark().isolation());
        Layer extra = selection.extra() ? text.extra() : Layer.NOTHING;
        Cpus cpus = header.find(MatrixReader.CPUS)
                .filter(Value::isReadable)
                .map(given -> header.get(MatrixReader.CPUS))
                .orElse(Cpus.EXCLUSIVE);
        refuseSharingByOne(text.benchmark(), header, cpus);
        List<Cell> cells =
                new Expansion(text.benchmark(), layer, extra, new Expansion.Setting(isolation, cpus), problems).cells();
        Packing packing = PackingParameters.of(header, isolation, problems);
        problems.throwIfAny();
        String name = header.get(MatrixReader.NAME);
        return new Matrix(
                name,
                name + selection,
                header.get(MatrixReader.DESCRIPTION),
                sources.text(),
                List.of(new Matrix.Part(text.benchmark().name(), header.get(MatrixReader.REPETITIONS), cells)),
                packing);
    }
}
