package ballast.agent.vfio;

/** What users name. Either way a whole IOMMU group is meant. */
public sealed interface Target {
    /** Whether that group is meant. */
    boolean means(IommuGroup group);

    /** The group that this device is in. */
    record Device(PciAddress address) implements Target {
        @Override
        public boolean means(IommuGroup group) {
            return group.devices().stream().anyMatch(device -> device.address().equals(address));
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A group by its number. */
    record Group(int number) implements Target {
        @Override
        public boolean means(IommuGroup group) {
            return group.number() == number;
        }

        @Override
        public String toString() {
            return "group " + number;
        }
    }

    /**
     * Reads a group's number, {@code 12}, or a device's address, {@code 0000:08:00.0} or {@code 08:00.0}.
     *
     * @throws IllegalArgumentException with a message for users
     */
    static Target parse(String text) {
        if (text.matches("\\d{1,9}")) {
            return new Group(Integer.parseInt(text));
        }
        try {
            return new Device(PciAddress.parseTyped(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or the number of an IOMMU group", e);
        }
    }
}
