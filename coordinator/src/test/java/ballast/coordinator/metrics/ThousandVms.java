package ballast.coordinator.metrics;

import ballast.coordinator.results.StoreFixture;
import ballast.message.AgentFacts;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.MemoryPressure;
import ballast.model.Mode;
import ballast.model.RunId;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lab of 20 hosts with 50 VMs each, all of whose values are known. */
public final class ThousandVms {
    public static final int HOSTS = 20;
    public static final int VMS_OF_A_HOST = 50;
    private static final Cell CELL = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);

    private final CoordinatorMetrics metrics;
    private int repetition;

    public ThousandVms(CoordinatorMetrics metrics) {
        this.metrics = metrics;
    }

    private static HostReport host(int number) {
        return new HostReport(
                new HostId("host-" + number),
                64,
                ByteSize.gib(256),
                ByteSize.gib(200),
                Accelerator.KVM,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static AgentFacts facts() {
        return AgentFacts.now("one", Instant.EPOCH)
                .with(new SpoolUse(ByteSize.mib(1), ByteSize.gib(20)))
                .with(Optional.of(new GuardStatus(
                        ByteSize.gib(100),
                        ByteSize.gib(100),
                        Optional.of(ByteSize.gib(100)),
                        Optional.of(new MemoryPressure(1, 0)),
                        GuardStatus.Breaches.NONE,
                        List.of())));
    }

    /**
     * Every VM says how it is, once.
     *
     * @param values the same values for the same number
     */
    public void tell(List<AttemptId> attempts, int values) {
        int next = 0;
        for (int host = 0; host < HOSTS; host++) {
            HostReport report = host(host);
            metrics.updateHost(report, facts(), 0);
            for (int vm = 0; vm < VMS_OF_A_HOST; vm++) {
                metrics.updateAttempt(report.id(), attempts.get(next++), CELL, List.of(status(values + vm)));
            }
        }
    }

    private static VmStatus status(int value) {
        long bytes = (value % 1000 + 1) * 4096L * 977;
        var detail = new VmStatus.Detail(Instant.EPOCH, bytes, bytes / 3.0, bytes / 5.0, bytes);
        return new VmStatus(0, "shrink", bytes, bytes - 4096, bytes, bytes / 2.0, Optional.of(detail));
    }

    /** Other runs than before. */
    public List<AttemptId> attempts() {
        List<AttemptId> attempts = new ArrayList<>();
        for (int vm = 0; vm < HOSTS * VMS_OF_A_HOST; vm++) {
            attempts.add(new AttemptId(new RunId(StoreFixture.CAMPAIGN, CELL.id(), ++repetition), 1));
        }
        return attempts;
    }

    public void end(List<AttemptId> attempts) {
        for (int vm = 0; vm < attempts.size(); vm++) {
            metrics.attemptEnded(host(vm / VMS_OF_A_HOST).id(), attempts.get(vm));
        }
    }
}
