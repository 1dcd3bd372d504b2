package ballast.agent.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of this host is free for VMs to have on their own. An immutable value: taking gives a new one.
 *
 * @param vfioDevices PCI addresses of free devices bound to vfio-pci, in the order in which they are given out
 */
public record HostPool(CpuPool cpus, List<String> vfioDevices) {
    /** Shares for the VMs of an attempt, and what is left. */
    public record Grant(List<HostShare> shares, HostPool rest) {
        public Grant {
            shares = List.copyOf(shares);
        }
    }

    public HostPool {
        vfioDevices = vfioDevices.stream().sorted().toList();
    }

    /** A share for each of {@code vms} VMs, or for none: empty if too little is free. */
    public Optional<Grant> take(int vms, int cores, boolean vfio) {
        if (vfio && vfioDevices.size() < vms) {
            return Optional.empty();
        }
        List<HostShare> shares = new ArrayList<>();
        CpuPool left = cpus;
        for (int vm = 0; vm < vms; vm++) {
            Optional<CpuPool.Grant> grant = left.take(cores);
            if (grant.isEmpty()) {
                return Optional.empty();
            }
            left = grant.get().rest();
            shares.add(
                    new HostShare(grant.get().numbers(), vfio ? Optional.of(vfioDevices.get(vm)) : Optional.empty()));
        }
        return Optional.of(new Grant(
                shares, new HostPool(left, vfio ? vfioDevices.subList(vms, vfioDevices.size()) : vfioDevices)));
    }

    /**
     * The same CPUs for all of {@code vms} VMs.
     *
     * @param cpus how many they share
     * @return empty if too little is free
     */
    public Optional<Grant> takeShared(int vms, int cpus, boolean vfio) {
        return take(1, cpus, false)
                .filter(one -> !vfio || vfioDevices.size() >= vms)
                .map(one -> {
                    List<Integer> numbers = one.shares().get(0).cpus();
                    List<HostShare> shares = new ArrayList<>();
                    for (int vm = 0; vm < vms; vm++) {
                        shares.add(new HostShare(numbers, vfio ? Optional.of(vfioDevices.get(vm)) : Optional.empty()));
                    }
                    List<String> devices = vfio ? vfioDevices.subList(vms, vfioDevices.size()) : vfioDevices;
                    return new Grant(shares, new HostPool(one.rest().cpus(), devices));
                });
    }

    public HostPool giveBack(List<HostShare> shares) {
        CpuPool free = cpus;
        for (HostShare share : shares) {
            free = free.giveBack(share.cpus());
        }
        return new HostPool(
                free,
                Stream.concat(vfioDevices.stream(), shares.stream().flatMap(share -> share.vfioDevice().stream()))
                        .toList());
    }
}
