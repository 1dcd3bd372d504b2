package ballast.model;

/** Whose fault a failure is. */
public enum FailureKind {
    /** The host: no QEMU, no memory, no disk. */
    HOST,
    /** The guest image: missing, damaged. */
    IMAGE,
    /** The guest never answered, or QEMU died at the start. */
    BOOT,
    /** QEMU or its reclamation device: a command refused, a size not reached, a VM that died. */
    DEVICE,
    /** The program in the guest. */
    WORKLOAD,
    /** Something took longer than the matrix allows. */
    TIMEOUT,
    /** The user. */
    CANCELLED
}
