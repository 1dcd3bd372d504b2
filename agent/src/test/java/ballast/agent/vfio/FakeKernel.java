package ballast.agent.vfio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A tree like sysfs and one like proc, and a writer that does to the former what the kernel does: moves the links of drivers. Some
 * of its writes can be made to fail.
 */
final class FakeKernel implements SysfsWriter {
    private final Path sysfs;
    private final Path proc;
    /** Which driver takes a device by its id. */
    private final Map<String, String> matching = new TreeMap<>();

    private final List<String> writes = new ArrayList<>();
    private IntPredicate failing = write -> false;
    private boolean failsAfterwards;

    FakeKernel(Path folder) throws IOException {
        sysfs = Files.createDirectories(folder.resolve("sys"));
        proc = Files.createDirectories(folder.resolve("proc"));
        file(sysfs.resolve("bus/pci/drivers_probe"), "");
        driver("vfio-pci");
    }

    Path sysfs() {
        return sysfs;
    }

    Path proc() {
        return proc;
    }

    IommuGroups groups() {
        return new IommuGroups(sysfs);
    }

    VfioBinder binder() {
        return new VfioBinder(sysfs, proc, this);
    }

    /** What was written, {@code file=text}, in order. */
    List<String> writes() {
        return writes;
    }

    /** @param numbers of the writes, counted from 1 */
    void failWrites(IntPredicate numbers) {
        failing = numbers;
    }

    /** A write that fails has had its effect nevertheless. */
    void failAfterwards() {
        failsAfterwards = true;
    }

    /** A device that {@code driver}, unless that is empty, drives and is the one of the host to match it. */
    Path device(String address, int group, String type, String driver) throws IOException {
        Path folder = Files.createDirectories(sysfs.resolve("devices/pci0000:00/" + address));
        file(folder.resolve("vendor"), "0x15b3\n");
        file(folder.resolve("device"), "0x1017\n");
        file(folder.resolve("class"), "0x" + type + "\n");
        file(folder.resolve("driver_override"), "(null)\n");
        link(sysfs.resolve("bus/pci/devices/" + address), folder);
        Path groupFolder = sysfs.resolve("kernel/iommu_groups/" + group);
        link(groupFolder.resolve("devices/" + address), folder);
        link(folder.resolve("iommu_group"), groupFolder);
        if (!driver.isEmpty()) {
            driver(driver);
            matching.put(address, driver);
            drive(address, driver);
        }
        return folder;
    }

    void override(String address, String driver) throws IOException {
        Files.writeString(folder(address).resolve("driver_override"), driver + "\n");
    }

    /** Changes who drives a device without a write of ours. */
    void drive(String address, String driver) throws IOException {
        Files.deleteIfExists(folder(address).resolve("driver"));
        link(folder(address).resolve("driver"), sysfs.resolve("bus/pci/drivers/" + driver));
    }

    /** vfio-pci knows the device by its id, too. */
    void matchedByVfio(String address) {
        matching.put(address, Binding.VFIO);
    }

    private void driver(String name) throws IOException {
        file(sysfs.resolve("bus/pci/drivers/" + name + "/bind"), "");
        file(sysfs.resolve("bus/pci/drivers/" + name + "/unbind"), "");
    }

    void process(int pid, String name, String openFile) throws IOException {
        file(proc.resolve(pid + "/comm"), name + "\n");
        Path descriptors = Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of(openFile));
    }

    @Override
    public void write(Path file, String text) throws IOException {
        writes.add(sysfs.relativize(file) + "=" + text);
        boolean fails = failing.test(writes.size());
        if (!fails || failsAfterwards) {
            obey(file, text.strip());
        }
        if (fails) {
            throw new IOException("Input/output error");
        }
    }

    private void obey(Path file, String text) throws IOException {
        switch (file.getFileName().toString()) {
            case "driver_override" -> Files.writeString(file, (text.isEmpty() ? "(null)" : text) + "\n");
            case "unbind" -> Files.delete(folder(text).resolve("driver"));
            case "bind" -> bind(text, file.getParent().getFileName().toString());
            case "drivers_probe" -> probe(text);
            default -> throw new IOException(file + ": Permission denied");
        }
    }

    private void bind(String address, String driver) throws IOException {
        if (Files.exists(folder(address).resolve("driver")) || !driver.equals(willing(address))) {
            throw new IOException("No such device");
        }
        drive(address, driver);
    }

    /** The kernel reports no error where no driver takes the device. */
    private void probe(String address) throws IOException {
        String driver = willing(address);
        if (!Files.exists(folder(address).resolve("driver")) && !driver.isEmpty()) {
            drive(address, driver);
        }
    }

    private String willing(String address) {
        try {
            Optional<String> override =
                    groups().binding(PciAddress.parse(address)).override();
            String driver = override.orElse(matching.getOrDefault(address, ""));
            return Files.isDirectory(sysfs.resolve("bus/pci/drivers/" + driver)) ? driver : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String address) {
        return sysfs.resolve("bus/pci/devices/" + address);
    }

    /** Every file and link of sysfs with its content. */
    Map<String, String> snapshot() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(sysfs)) {
            for (Path path : all.toList()) {
                if (Files.isSymbolicLink(path)) {
                    content.put(path.toString(), Files.readSymbolicLink(path).toString());
                } else if (Files.isRegularFile(path)) {
                    content.put(path.toString(), Files.readString(path));
                }
            }
        }
        return content;
    }

    static void file(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static void link(Path link, Path target) throws IOException {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }
}
