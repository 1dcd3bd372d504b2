package ballast.agent;

import ballast.model.ByteSize;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.util.List;

/** A VM of each mode: 1 GiB that may shrink to 256 MiB. */
public final class ExampleVms {
    private ExampleVms() {}

    public static VmSpec of(Mode mode) {
        return of(mode, 2);
    }

    public static VmSpec of(Mode mode, int cores) {
        return new VmSpec(
                ByteSize.gib(1), ByteSize.mib(256), ByteSize.mib(768), cores, mode, Machine.Q35, List.of("nokaslr"));
    }
}
