package ballast.coordinator.cli;

import ballast.coordinator.capacity.Evidence;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Packing;
import ballast.model.RunId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries in an embedded lab. */
final class VmsMaxLab implements VmsMaxRun.Lab {
    private final EmbeddedLab lab;
    private final Session session;
    private final Consumer<String> notices;
    private final VmsMaxFile file;
    private final VmsMaxPlan plan;

    VmsMaxLab(EmbeddedLab lab, Session session, Consumer<String> notices, ByteSize budget) {
        this.lab = lab;
        this.session = session;
        this.notices = notices;
        file = new VmsMaxFile(lab.store());
        plan = new VmsMaxPlan(lab.store(), lab.report(), budget, notices);
    }

    @Override
    public CampaignId newId() {
        return CampaignIds.next(Instant.now());
    }

    @Override
    public Cell with(Cell cell, int vms) {
        return VmsMaxCells.with(cell, vms, lab.report().cores());
    }

    @Override
    public void submit(CampaignId id, VmsMax search, Cell cell) throws CommandException {
        session.submit(
                id,
                search.name(),
                search.text(),
                List.of(cell),
                List.of(new RunId(id, cell.id(), 1)),
                new Packing.Within(search.budget()));
    }

    @Override
    public boolean resume(CampaignId id) throws CommandException {
        boolean known = session.run().known().stream()
                .anyMatch(campaign -> campaign.id().equals(id) && !campaign.ended());
        if (known) {
            session.run().resume(id);
        }
        return known;
    }

    @Override
    public boolean follow(CampaignId id) throws CommandException {
        if (session.isInterrupted()) {
            return false;
        }
        boolean ended = session.follow(id);
        try {
            session.keepSkipped();
        } catch (CommitException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + e.getMessage());
        }
        session.report(id, notices);
        return ended;
    }

    @Override
    public Optional<Evidence> evidence(CampaignId id) throws CommandException {
        try {
            Optional<StoredCampaign> stored = lab.store().find(id);
            return stored.isEmpty() ? Optional.empty() : VmsMaxEvidence.of(stored.get());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.RUN_FAILED, "ballast: the result of " + id + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<Integer> plan(Cell cell) {
        return plan.vms(cell);
    }

    @Override
    public void keep(VmsMax search) throws CommandException {
        try {
            file.write(search);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.RUN_FAILED,
                    "ballast: " + VmsMaxFile.NAME + " cannot be written: " + e.getMessage() + "; make room in "
                            + lab.store().root());
        }
    }

    @Override
    public void say(String line) {
        notices.accept(line);
    }
}
