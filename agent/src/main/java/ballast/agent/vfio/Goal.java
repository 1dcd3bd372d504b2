package ballast.agent.vfio;

import java.util.List;
import java.util.Optional;

/** Which way devices move. */
enum Goal {
    VFIO("bind") {
        @Override
        boolean concerns(PciDevice endpoint) {
            return !endpoint.binding().isVfio();
        }

        @Override
        List<DriverWrite> writes(PciDevice device) {
            return DriverWrite.toVfio(device.address(), device.binding());
        }

        @Override
        Optional<String> refusal(Binding reached) {
            return reached.isVfio()
                    ? Optional.empty()
                    : Optional.of("got " + reached + ", want vfio-pci for both; dmesg may say why");
        }
    },
    HOST("unbind") {
        @Override
        boolean concerns(PciDevice endpoint) {
            return endpoint.binding().isDrivenByVfio() || endpoint.binding().isMeantForVfio();
        }

        @Override
        List<DriverWrite> writes(PciDevice device) {
            return DriverWrite.toHost(device.address(), device.binding());
        }

        /** No driver at all is fine: the host may have none for it. */
        @Override
        Optional<String> refusal(Binding reached) {
            return reached.isDrivenByVfio() || reached.override().isPresent()
                    ? Optional.of("got " + reached + ", want a driver of the host and no override; vfio-pci may have"
                            + " been given its id, by new_id or ids=")
                    : Optional.empty();
        }
    };

    private final String verb;

    Goal(String verb) {
        this.verb = verb;
    }

    String verb() {
        return verb;
    }

    /** Whether the device is not there yet. */
    abstract boolean concerns(PciDevice endpoint);

    abstract List<DriverWrite> writes(PciDevice device);

    /** What is wrong with what the writes have reached. */
    abstract Optional<String> refusal(Binding reached);
}
