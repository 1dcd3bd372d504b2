package ballast.benchmark;

import ballast.agent.qemu.QmpClient;
import ballast.model.FaultException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One question to a real QEMU and its answer: what each poll of a resize costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class QmpRoundTrip {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private IdleVms vms;
    private QmpClient qmp;

    @Setup
    public void start() throws IOException, FaultException, InterruptedException {
        vms = new IdleVms();
        qmp = vms.start(1).get(0).qmp();
    }

    @TearDown
    public void stop() throws IOException {
        vms.close();
    }

    @Benchmark
    public JsonNode queryBalloon() throws FaultException, InterruptedException {
        return qmp.call("query-balloon", Map.of(), BOUND);
    }
}
