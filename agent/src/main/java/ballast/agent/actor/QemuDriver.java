package ballast.agent.actor;

import ballast.agent.artefact.VmParts;
import ballast.agent.cgroup.MemoryGroup;
import ballast.agent.guard.AttemptWatch;
import ballast.agent.guard.GuardTerms;
import ballast.agent.guard.MemoryGuard;
import ballast.agent.host.HostShare;
import ballast.agent.image.ImageCheck;
import ballast.agent.sample.AttemptClock;
import ballast.agent.system.RunFolder;
import ballast.agent.vm.HostTools;
import ballast.agent.vm.VmPlan;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.FaultException;
import ballast.model.Isolation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * Real VMs.
 *
 * @param group that they live in; empty: in that of the agent
 */
record QemuDriver(
        RunFolder runFolder,
        HostTools tools,
        HostFacts facts,
        MemoryGuard memory,
        Optional<MemoryGroup> group,
        ImageCheck images)
        implements AttemptDriver {
    @Override
    public Optional<MemoryGuard> guard() {
        return Optional.of(memory);
    }

    @Override
    public void check(Cell cell) throws FaultException {
        images.check(facts.builds().partsOf(cell.spec().vm()).image());
    }

    @Override
    public Behavior<AttemptActor.Command> attempt(
            AttemptId attempt,
            Cell cell,
            List<HostShare> shares,
            AttemptFiles files,
            GuardTerms guarded,
            ActorRef<? super AttemptActor.Report> parent)
            throws FaultException {
        VmParts parts = facts.builds().partsOf(cell.spec().vm());
        List<VmPlan> plans = new ArrayList<>();
        for (int vm = 0; vm < shares.size(); vm++) {
            plans.add(VmPlans.of(attempt, cell, parts, vm, shares.get(vm), runFolder.path(), files.vmFolder(vm)));
        }
        AttemptClock clock = AttemptClock.startNow();
        boolean shared = cell.isolation() == Isolation.SHARED;
        AttemptWatch watch = memory.begin(attempt, shared, files.folder(), clock, guarded);
        files.watchedBy(watch);
        var setting = new AttemptActor.Setting(attempt, cell, plans, tools.with(watch), files, clock);
        return AttemptActor.create(setting, parent);
    }

    @Override
    public void close() throws IOException {
        memory.close();
        tools.sampler().close();
        try (runFolder) {
            if (group.isPresent()) {
                group.get().remove();
            }
        }
    }
}
