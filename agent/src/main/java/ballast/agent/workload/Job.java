package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.model.FaultException;
import ballast.model.Workload;
import java.io.IOException;
import java.util.List;

/** A workload in one VM: its commands, one after the other. */
record Job(Workload workload, Vm vm) {
    void prepare() throws FaultException, InterruptedException, IOException {
        runAll("prepare", workload.prepare());
    }

    /** @param number from 1 */
    void build(int number) throws FaultException, InterruptedException, IOException {
        run("build-" + number, workload.build());
    }

    /** @param number of the build that is cleaned up after */
    void clean(int number) throws FaultException, InterruptedException, IOException {
        runAll("clean-" + number, workload.clean());
    }

    private void runAll(String label, List<Workload.Step> steps)
            throws FaultException, InterruptedException, IOException {
        for (int i = 0; i < steps.size(); i++) {
            run(label + (steps.size() == 1 ? "" : "." + (i + 1)), steps.get(i));
        }
    }

    private void run(String label, Workload.Step step) throws FaultException, InterruptedException, IOException {
        vm.run(label, new Command(step.words(vm.spec().cores())), step.timeout());
    }
}
