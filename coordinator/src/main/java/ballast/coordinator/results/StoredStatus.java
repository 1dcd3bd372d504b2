package ballast.coordinator.results;

import ballast.model.Accelerator;
import ballast.model.Driver;
import ballast.model.Failure;
import ballast.model.HostId;
import ballast.model.ResultFile;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What {@code status.json} says of a run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StoredStatus.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = StoredStatus.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = StoredStatus.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = StoredStatus.Waiting.class, name = "waiting")
})
public sealed interface StoredStatus {
    /** An attempt ended on a host and left files. */
    sealed interface Ended extends StoredStatus {
        int attempt();

        HostId host();

        Accelerator accel();

        /** What its VMs were made with; {@code replay}: nothing was measured. */
        Driver driver();

        Instant started();

        Instant ended();

        List<ResultFile> files();
    }

    /** Everything asked for was measured. */
    record Completed(
            int attempt,
            HostId host,
            Accelerator accel,
            Driver driver,
            Instant started,
            Instant ended,
            List<ResultFile> files)
            implements Ended {
        public Completed {
            driver = orQemu(driver);
            files = List.copyOf(files);
        }
    }

    /** It failed; the files hold what was measured until then. */
    record Failed(
            int attempt,
            HostId host,
            Accelerator accel,
            Driver driver,
            Instant started,
            Instant ended,
            Failure failure,
            List<ResultFile> files)
            implements Ended {
        public Failed {
            driver = orQemu(driver);
            files = List.copyOf(files);
        }
    }

    /** Early files do not say it: there was no other. */
    private static Driver orQemu(Driver driver) {
        return driver == null ? Driver.QEMU : driver;
    }

    /** Not measured, because no host could take it, or because its guest could not do what was asked. */
    record Skipped(String reason) implements StoredStatus {}

    /** No result yet: it waits, runs, or the campaign was interrupted. Never written. */
    record Waiting() implements StoredStatus {}
}
