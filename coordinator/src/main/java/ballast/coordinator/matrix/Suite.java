package ballast.coordinator.matrix;

import ballast.coordinator.matrix.YamlTree.Entry;
import ballast.model.CellId;
import ballast.model.Packing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A matrix that is a list of others: all their cells are one campaign. */
final class Suite {
    /** The key that makes a matrix a suite. */
    static final String MATRICES = "matrices";

    private static final List<Parameter<?>> HEADER = List.of(MatrixReader.NAME, MatrixReader.DESCRIPTION);
    private static final List<String> KEYS = List.of(MatrixReader.NAME.key(), MatrixReader.DESCRIPTION.key(), MATRICES);

    private final Problems problems;
    private final Sources sources;
    private final Settings header;
    private final Entry list;
    private final List<MatrixParser> members = new ArrayList<>();

    /** @throws MatrixException if it, or one of its matrices, cannot be read */
    Suite(Problems problems, YamlTree yaml, Sources sources, int line, Map<String, Entry> entries) {
        this.problems = problems;
        this.sources = sources;
        this.list = entries.get(MATRICES);
        yaml.refuseUnknown(entries, KEYS);
        header = yaml.settings(entries, HEADER, line);
        Optional<List<String>> names = yaml.strings(list);
        if (names.filter(List::isEmpty).isPresent()) {
            problem("got an empty list, want one matrix or more");
        }
        names.orElse(List.of()).forEach(this::add);
        problems.throwIfAny();
    }

    private void problem(String message) {
        problems.add(list.line(), MATRICES, message);
    }

    private void add(String name) {
        try {
            MatrixParser member = new MatrixParser(
                    MatrixLibrary.names().contains(name) ? MatrixLibrary.builtIn(name) : sources.open(name));
            if (member.isSuite()) {
                problem("got '" + name + "', which is a list of matrices itself, want matrices of one benchmark each");
            } else {
                members.add(member);
            }
        } catch (MatrixException e) {
            problems.addAll(list.line(), MATRICES, e);
        }
    }

    /** Whether any of its matrices has extra cells. */
    boolean hasExtra() {
        return members.stream().anyMatch(MatrixParser::hasExtra);
    }

    /** Those that all of its matrices have, with nothing said of them. */
    Map<String, String> profiles() {
        Map<String, String> common = new LinkedHashMap<>();
        members.get(0).profiles().keySet().stream()
                .filter(profile ->
                        members.stream().allMatch(member -> member.profiles().containsKey(profile)))
                .forEach(profile -> common.put(profile, header.get(MatrixReader.DESCRIPTION)));
        return common;
    }

    /**
     * All of its matrices together, each with the profile; extra cells of those that have any.
     *
     * @throws MatrixException with everything that is wrong with any of them
     */
    Matrix expand(Selection selection) {
        if (selection.extra() && !hasExtra()) {
            problems.add(0, "extra", "got --extra, but none of its matrices has a section 'extra'");
        }
        List<Matrix.Part> parts = new ArrayList<>();
        Set<CellId> known = new HashSet<>();
        for (MatrixParser member : members) {
            expand(member, selection).ifPresent(matrix -> {
                sources.add(member.source().name(), matrix.text());
                parts.addAll(matrix.parts());
                if (!matrix.packing().equals(Packing.Static.INSTANCE)) {
                    problem("got '" + member.source().name() + "' with packing footprint, want it submitted by itself");
                }
                if (!matrix.cells().stream().allMatch(cell -> known.add(cell.id()))) {
                    problem("got '" + member.source().name() + "', of which another has cells too, want each once");
                }
            });
        }
        problems.throwIfAny();
        String name = header.get(MatrixReader.NAME);
        return new Matrix(
                name,
                name + selection,
                header.get(MatrixReader.DESCRIPTION),
                sources.text(),
                parts,
                Packing.Static.INSTANCE);
    }

    /** Empty after a report. */
    private Optional<Matrix> expand(MatrixParser member, Selection selection) {
        try {
            return Optional.of(member.parse(member.hasExtra() ? selection : selection.withoutExtra()));
        } catch (MatrixException e) {
            problems.addAll(list.line(), MATRICES, e);
            return Optional.empty();
        }
    }
}
