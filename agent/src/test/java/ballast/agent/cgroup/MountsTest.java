package ballast.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountsTest {
    @TempDir
    Path folder;

    private String v1(String controllers, String root) {
        return "35 31 0:32 " + root + " " + folder + " rw,relatime shared:9 - cgroup cgroup rw," + controllers;
    }

    private String v2() {
        return "35 31 0:32 / " + folder + " rw,nosuid - cgroup2 cgroup2 rw,nsdelegate";
    }

    @Test
    void findsTheGroupOfAController() throws Exception {
        Path group = Files.createDirectories(folder.resolve("lab/agent"));
        var mounts = new Mounts(List.of(v1("cpu", "/"), v1("memory", "/")), List.of("4:memory:/lab/agent", "1:cpu:/"));
        assertThat(mounts.v1("memory")).hasValue(group);
        assertThat(mounts.v2()).isEmpty();
        assertThat(mounts.v1("pids")).isEmpty();
    }

    @Test
    void findsTheGroupOfTheUnifiedHierarchy() throws Exception {
        Path group = Files.createDirectories(folder.resolve("system.slice/ballast-agent.service"));
        var mounts = new Mounts(List.of(v2()), List.of("0::/system.slice/ballast-agent.service"));
        assertThat(mounts.v2()).hasValue(group);
        assertThat(mounts.v1("memory")).isEmpty();
    }

    @Test
    void aMountMayShowOnlyAPart() throws Exception {
        Path group = Files.createDirectories(folder.resolve("b"));
        assertThat(new Mounts(List.of(v1("memory", "/a")), List.of("4:memory:/a/b")).v1("memory"))
                .hasValue(group);
        assertThat(new Mounts(List.of(v1("memory", "/a")), List.of("4:memory:/other")).v1("memory"))
                .isEmpty();
        assertThat(new Mounts(List.of(v1("memory", "/")), List.of("4:memory:/../up")).v1("memory"))
                .isEmpty();
    }

    @Test
    void nothingIsMounted() {
        assertThat(new Mounts(List.of(), List.of("4:memory:/a", "0::/")).v2()).isEmpty();
    }
}
