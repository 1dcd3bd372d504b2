package ballast.coordinator.capacity;

import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.CellId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A search for how many VMs fit into a budget, for several modes: enough to show it, and to go on with it.
 *
 * @param name of the matrix, and so of its campaigns
 * @param matrix its title, {@code multivm --profile small}
 * @param text of the matrix
 * @param skipped what is not searched, and why, by mode
 * @param modes one for each cell, in the matrix's order
 * @param open the try that was begun last, if its evidence is not there yet
 */
public record VmsMax(
        String name,
        String matrix,
        String text,
        ByteSize budget,
        Map<String, String> skipped,
        List<ModeSearch> modes,
        Optional<Open> open) {
    /**
     * A run that was begun.
     *
     * @param cell whose search it is
     */
    public record Open(CampaignId campaign, CellId cell, int vms) {}

    public VmsMax {
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        modes = List.copyOf(modes);
    }

    /** What to search on; empty when all is answered. */
    public Optional<ModeSearch> next() {
        return modes.stream().filter(mode -> mode.next(budget).isPresent()).findFirst();
    }

    public VmsMax begun(Open begun) {
        return new VmsMax(name, matrix, text, budget, skipped, modes, Optional.of(begun));
    }

    /** Nothing is open any more. */
    public VmsMax with(ModeSearch changed) {
        List<ModeSearch> all = new ArrayList<>(modes);
        all.replaceAll(mode -> mode.cell().equals(changed.cell()) ? changed : mode);
        return new VmsMax(name, matrix, text, budget, skipped, all, Optional.empty());
    }

    public VmsMax abandoned() {
        return new VmsMax(name, matrix, text, budget, skipped, modes, Optional.empty());
    }

    public ModeSearch mode(CellId cell) {
        return modes.stream()
                .filter(mode -> mode.cell().id().equals(cell))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("got cell " + cell + ", want one that is searched"));
    }

    /** Those of all tries, in order. */
    public Set<CampaignId> campaigns() {
        Set<CampaignId> all = new TreeSet<>();
        modes.forEach(mode -> mode.tries().forEach(made -> all.add(made.run().campaign())));
        open.ifPresent(begun -> all.add(begun.campaign()));
        return all;
    }
}
