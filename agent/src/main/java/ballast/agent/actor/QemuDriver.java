package ballast.agent.actor;

import ballast.agent.artefact.VmParts;
import ballast.agent.host.HostShare;
import ballast.agent.sample.AttemptClock;
import ballast.agent.system.RunFolder;
import ballast.agent.vm.HostTools;
import ballast.agent.vm.VmPlan;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Real VMs. */
record QemuDriver(RunFolder runFolder, HostTools tools, HostFacts facts) implements AttemptDriver {
    @Override
    public Behavior<AttemptActor.Command> attempt(
            AttemptId attempt,
            Cell cell,
            List<HostShare> shares,
            AttemptFiles files,
            ActorRef<? super AttemptActor.Report> parent)
            throws FaultException {
        VmParts parts = facts.builds().partsOf(cell.spec().vm());
        List<VmPlan> plans = new ArrayList<>();
        for (int vm = 0; vm < shares.size(); vm++) {
            plans.add(VmPlans.of(attempt, cell, parts, vm, shares.get(vm), runFolder.path(), files.vmFolder(vm)));
        }
        var setting = new AttemptActor.Setting(attempt, cell, plans, tools, files, AttemptClock.startNow());
        return AttemptActor.create(setting, parent);
    }

    @Override
    public void close() throws IOException {
        tools.sampler().close();
        runFolder.close();
    }
}
