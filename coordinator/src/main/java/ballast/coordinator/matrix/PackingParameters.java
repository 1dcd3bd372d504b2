package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.optional;

import ballast.model.ByteSize;
import ballast.model.Isolation;
import ballast.model.Packing;
import java.util.List;
import java.util.Optional;

/** How a campaign's runs are put beside others: said once for all of its cells, which it does not change. */
final class PackingParameters {
    private static final String STATIC = "static";
    private static final String FOOTPRINT = "footprint";

    static final Parameter<String> PACKING = optional(
            "packing", Types.choice(String.class, List.of(STATIC, FOOTPRINT), word -> word, word -> word), STATIC);
    static final Parameter<Double> MARGIN = optional("margin", Types.MARGIN, "5%");
    static final Parameter<Double> QUANTILE = optional("quantile", Types.QUANTILE, "0.9");
    static final Parameter<ByteSize> BUDGET = Parameter.required("budget", Types.BYTES);

    static final List<Parameter<?>> ALL = List.of(PACKING, MARGIN, QUANTILE, BUDGET);

    private PackingParameters() {}

    /** What is wrong with it is reported. */
    static Packing of(Settings header, Isolation isolation, Problems problems) {
        Optional<Value> budget = header.find(BUDGET);
        boolean readable = header.areReadable(List.of(PACKING, MARGIN, QUANTILE))
                && budget.map(Value::isReadable).orElse(true);
        if (!readable) {
            return Packing.Static.INSTANCE;
        }
        if (header.get(PACKING).equals(STATIC)) {
            List.of(MARGIN, QUANTILE, BUDGET)
                    .forEach(parameter -> header.find(parameter)
                            .filter(value -> value.line() > 0)
                            .ifPresent(value -> problems.add(
                                    value.line(),
                                    parameter.key(),
                                    "got it with packing static, want it only with 'packing: footprint'")));
            return Packing.Static.INSTANCE;
        }
        int line = header.find(PACKING).orElseThrow().line();
        if (isolation == Isolation.EXCLUSIVE) {
            problems.add(
                    line,
                    PACKING.key(),
                    "got footprint with isolation exclusive, want 'isolation: shared': a run alone on its host is packed with nothing");
        }
        if (budget.isPresent() && header.get(BUDGET).bytes() == 0) {
            problems.add(budget.get().line(), BUDGET.key(), "got 0B, want more");
        }
        return new Packing.Footprint(header.get(MARGIN), header.get(QUANTILE), budget.map(value -> header.get(BUDGET)));
    }
}
