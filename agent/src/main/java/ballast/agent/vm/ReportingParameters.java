package ballast.agent.vm;

import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.model.FaultException;
import ballast.model.PageReporting;
import ballast.model.PageReporting.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sees to it that the guest reports free pages as asked. The kernel's command line is not enough: a stock kernel takes the order
 * from there and then overwrites it with the one that virtio-balloon registers (Linux, mm/page_reporting.c,
 * page_reporting_register), and does not say that it has no delay and no capacity.
 */
final class ReportingParameters {
    private static final String FOLDER = "/sys/module/page_reporting/parameters";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final GuestShell shell;
    private final int vm;

    ReportingParameters(GuestShell shell, int vm) {
        this.shell = shell;
        this.vm = vm;
    }

    /**
     * Sets what differs, and reads it back.
     *
     * @return all that the guest's kernel has, by its names
     * @throws UnsupportedException if it lacks one that was asked for, or does not take its value
     */
    Map<String, String> set(PageReporting asked) throws FaultException, UnsupportedException, InterruptedException {
        Map<String, String> found = read();
        Map<String, String> refusals = new TreeMap<>();
        for (var parameter : asked.values().entrySet()) {
            String name = parameter.getKey().kernelName();
            String want = parameter.getValue().toString();
            if (!found.containsKey(name)) {
                throw missing(parameter.getKey(), want);
            }
            if (!found.get(name).equals(want)) {
                write(name, want).ifPresent(why -> refusals.put(name, " (" + why + ")"));
            }
        }
        Map<String, String> now = read();
        for (var parameter : asked.values().entrySet()) {
            String name = parameter.getKey().kernelName();
            String want = parameter.getValue().toString();
            if (!want.equals(now.get(name))) {
                throw notTaken(
                        parameter.getKey(),
                        now.get(name) + " after it was set, want " + want + refusals.getOrDefault(name, ""));
            }
        }
        return now;
    }

    private UnsupportedException missing(Parameter parameter, String want) throws FaultException, InterruptedException {
        return new UnsupportedException("VM " + vm + ": got guest kernel " + kernelVersion()
                + ", which has no parameter page_reporting." + parameter.kernelName() + ", want it to be " + want
                + "; use the artefact's kernel (README 'HyperAlloc builds'), or leave reporting-" + parameter.label()
                + " out");
    }

    private UnsupportedException notTaken(Parameter parameter, String what)
            throws FaultException, InterruptedException {
        return new UnsupportedException("VM " + vm + ": guest kernel " + kernelVersion() + ", page_reporting."
                + parameter.kernelName() + ": got " + what + "; ask for another reporting-" + parameter.label());
    }

    /** Why it was refused; whether it was taken is seen by reading it back. */
    private Optional<String> write(String name, String value) throws InterruptedException {
        try {
            shell.writeAsRoot(FOLDER + "/" + name, value.getBytes(StandardCharsets.US_ASCII), TIMEOUT);
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** By name; none if the kernel reports no free pages. */
    private Map<String, String> read() throws FaultException, InterruptedException {
        String text = shell.run(Command.of("grep", "-r", "", FOLDER), TIMEOUT).stdout();
        Map<String, String> values = new TreeMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            values.put(line.substring(line.lastIndexOf('/', colon) + 1, colon), line.substring(colon + 1));
        });
        return values;
    }

    private String kernelVersion() throws FaultException, InterruptedException {
        return shell.run(Command.of("uname", "-r"), TIMEOUT).stdout().strip();
    }
}
