package ballast.agent.guard;

/**
 * A VM as the guard sees it at one time. Sizes in bytes.
 *
 * @param shared whether it is of a run that shares its host: of others nothing is touched
 * @param started when it did, in s of the guard's clock
 * @param rss resident set of its process
 * @param ram resident part of its memory
 * @param size that it was last asked to have
 * @param floor the least size that it can be asked to have without taking what its guest uses; {@code size} where its device
 *     cannot shrink it now, or nothing is known of its guest
 * @param pausable whether its monitor is there to obey
 */
record VmState(
        VmKey key, boolean shared, double started, long rss, long ram, long size, long floor, boolean pausable) {}
