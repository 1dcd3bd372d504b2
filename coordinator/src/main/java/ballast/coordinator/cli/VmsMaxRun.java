package ballast.coordinator.cli;

import ballast.coordinator.capacity.Evidence;
import ballast.coordinator.capacity.ModeSearch;
import ballast.coordinator.capacity.VmsMax;
import ballast.model.CampaignId;
import ballast.model.Cell;
import java.util.Optional;

/** Runs a search to its end: each try is a campaign of one run. Keeps what is known before each step that takes long. */
final class VmsMaxRun {
    /** What the search needs of the lab. */
    interface Lab {
        CampaignId newId();

        Cell with(Cell cell, int vms);

        /** Makes a campaign of one run. */
        void submit(CampaignId id, VmsMax search, Cell cell) throws CommandException;

        /** Lets a campaign that was interrupted go on. @return whether it is known here */
        boolean resume(CampaignId id) throws CommandException;

        /** @return whether it ended; otherwise the user interrupted it */
        boolean follow(CampaignId id) throws CommandException;

        /** Empty if there is no result. */
        Optional<Evidence> evidence(CampaignId id) throws CommandException;

        Optional<Integer> plan(Cell cell);

        void keep(VmsMax search) throws CommandException;

        /** For the user. */
        void say(String line);
    }

    private final Lab lab;
    private VmsMax search;

    VmsMaxRun(Lab lab, VmsMax search) {
        this.lab = lab;
        this.search = search;
    }

    VmsMax search() {
        return search;
    }

    /** @return whether it came to its end; otherwise the user interrupted it */
    boolean run() throws CommandException {
        if (search.open().isPresent() && !takeUp(search.open().get())) {
            return false;
        }
        for (Optional<ModeSearch> next = search.next(); next.isPresent(); next = search.next()) {
            ModeSearch mode = next.get();
            int vms = mode.next(search.budget()).orElseThrow();
            CampaignId id = lab.newId();
            lab.say(mode.cell().mode() + ": try " + (mode.tries().size() + 1) + ": " + Words.of(vms, "VM") + " in "
                    + search.budget().toHumanText());
            lab.submit(id, search, lab.with(mode.cell(), vms));
            search = search.begun(new VmsMax.Open(id, mode.cell().id(), vms));
            lab.keep(search);
            if (!lab.follow(id) || !learn(search.open().get())) {
                return false;
            }
        }
        return true;
    }

    /** What an earlier start has begun. A campaign of which nothing is known here is made anew. */
    private boolean takeUp(VmsMax.Open open) throws CommandException {
        if (lab.evidence(open.campaign()).isEmpty()) {
            if (!lab.resume(open.campaign())) {
                search = search.abandoned();
                return true;
            }
            if (!lab.follow(open.campaign())) {
                return false;
            }
        }
        return learn(open);
    }

    private boolean learn(VmsMax.Open open) throws CommandException {
        Optional<Evidence> found = lab.evidence(open.campaign());
        if (found.isEmpty()) {
            return false;
        }
        ModeSearch mode = search.mode(open.cell());
        Evidence evidence = found.get();
        lab.say(mode.cell().mode() + ": " + Words.of(evidence.vms(), "VM")
                + evidence.whyNot(search.budget()).map(why -> ": no: " + why).orElse(": fit"));
        search = search.with(mode.with(evidence, lab.plan(mode.cell()), search.budget()));
        lab.keep(search);
        return true;
    }
}
