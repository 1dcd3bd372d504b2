package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what is asked of it; its time passes only by what it is asked to do. */
final class FakeVm implements Vm {
    private static final double BUILD_SECONDS = 4;

    /** 1.5 s of user and 0.25 s of system time less than at the end. */
    private static final String CPU_AT_START = "cpu  90 10 10 99 0 0 0";

    final List<String> calls = new ArrayList<>();
    private final VmSpec spec;
    private final int index;
    private double now;
    private double buildSeconds = BUILD_SECONDS;
    private ByteSize size;
    private int resizes;
    private Optional<String> failing = Optional.empty();
    private Optional<String> allocatorAnswer = Optional.empty();
    private String workOutput = "IterTime,Bandwidth\n0.5,100.0\n";
    private String cpuLine = "cpu  190 60 35 9999 0 0 0";

    FakeVm(VmSpec spec, int index, double now) {
        this.spec = spec;
        this.index = index;
        this.now = now;
        this.size = spec.memory();
    }

    /** This call fails, as if the VM had died in it. */
    FakeVm failingAt(String call) {
        failing = Optional.of(call);
        return this;
    }

    FakeVm building(double seconds) {
        buildSeconds = seconds;
        return this;
    }

    FakeVm printing(String output) {
        workOutput = output;
        return this;
    }

    /** It has the artefact's allocator module, which answers so. */
    FakeVm withAllocator(String answer) {
        allocatorAnswer = Optional.of(answer);
        return this;
    }

    FakeVm withCpuLine(String line) {
        cpuLine = line;
        return this;
    }

    private void call(String what) throws FaultException {
        calls.add(what);
        if (failing.equals(Optional.of(what))) {
            throw new FaultException(FailureKind.DEVICE, "died in " + what);
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public VmSpec spec() {
        return spec;
    }

    @Override
    public double now() {
        return now;
    }

    /** The first takes 1 µs, the second 2 µs, and so on. */
    @Override
    public Resize resize(ByteSize target, Duration timeout) throws FaultException {
        call("resize " + target + " within " + timeout);
        ByteSize from = size;
        size = target;
        resizes++;
        return new Resize(from, target, target, Duration.ofNanos(1000L * resizes), Resize.Source.QMP, 1);
    }

    @Override
    public GuestShell.Result run(String label, Command command, Duration timeout) throws FaultException {
        call("run " + label + ": " + command + " within " + timeout);
        if (label.equals("cpu-start")) {
            return new GuestShell.Result(0, CPU_AT_START + "\n", "");
        }
        if (label.equals("cpu-end")) {
            return new GuestShell.Result(0, cpuLine + "\n", "");
        }
        now += buildSeconds;
        return new GuestShell.Result(0, "thread,pages,ns,ns_per_page\n0,10,70,7.0\nmean,10,77,7.7\n", "");
    }

    @Override
    public Background begin(String label, Command command, Duration timeout) {
        calls.add("begin " + label + ": " + command + " within " + timeout);
        double end = now + buildSeconds;
        return new Background() {
            @Override
            public Optional<GuestShell.Result> within(Duration length) throws FaultException {
                call("work " + length);
                boolean ended = now + length.toNanos() / 1e9 >= end;
                now = Math.min(end, now + length.toNanos() / 1e9);
                return ended ? Optional.of(result()) : Optional.empty();
            }

            @Override
            public GuestShell.Result end() throws FaultException {
                call("end");
                now = Math.max(now, end);
                return result();
            }

            private GuestShell.Result result() {
                return new GuestShell.Result(0, workOutput, "");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }

    @Override
    public void fetch(String path, Path to, Duration timeout) throws FaultException, IOException {
        call("fetch " + path);
        Files.writeString(to, path + "\n");
    }

    @Override
    public Optional<AllocatorModule> allocator() {
        return allocatorAnswer.map(answer -> (label, command, timeout) -> {
            call("allocator " + label + ": " + command);
            return answer;
        });
    }

    @Override
    public void dropPageCache() throws FaultException {
        call("drop");
    }

    @Override
    public double publish() {
        calls.add("publish");
        return now;
    }

    @Override
    public void pause(Duration length) throws FaultException {
        call("pause " + length);
        now += length.toNanos() / 1e9;
    }

    @Override
    public void phase(String name, int iteration) {
        calls.add("phase " + name + " " + iteration);
    }
}
