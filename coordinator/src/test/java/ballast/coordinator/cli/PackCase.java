package ballast.coordinator.cli;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code ballast pack} in this process, and small folders of the published artefact's layout. */
final class PackCase implements AutoCloseable {
    private final Printed printed = new Printed();

    PackCase() {
        printed.take();
    }

    int pack(String... arguments) {
        List<String> all = new ArrayList<>(List.of("pack"));
        all.addAll(Arrays.asList(arguments));
        return ballast(all.toArray(String[]::new));
    }

    int ballast(String... arguments) {
        printed.forget();
        return BallastCommand.execute(arguments);
    }

    JsonNode json(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--output", "json"));
        int code = pack(all.toArray(String[]::new));
        if (code != ExitCode.OK) {
            throw new AssertionError("exit code " + code + ": " + err());
        }
        return Json.mapper().readTree(out());
    }

    String out() {
        return printed.out();
    }

    String err() {
        return printed.err();
    }

    /** Two VMs of 4 GiB that build twice, a build every 20 s: low for 4 s, high for 4 s, low again. */
    static void multivm(Path run) throws IOException {
        Files.createDirectories(run);
        Files.writeString(run.resolve("meta.json"), """
                {"args": {"qemu": "qemu", "kernel": "k", "user": "debian", "img": "i", "port": 5222, "qmp": 5122, "mem": 4, "cores": 2,
                 "iter": 1, "repeat": 2, "frag": false, "delay": 20, "simultaneous": false, "mode": "base-auto", "target": "clang",
                 "vfio": null, "vmem_fraction": 0.0625, "vms": 2, "high_mem": null, "output": null, "suffix": "x"}}
                """);
        Files.writeString(run.resolve("time_0.txt"), "{\"total\": [50.0]}");
        for (int vm = 0; vm < 2; vm++) {
            Path folder = Files.createDirectories(run.resolve("vm_" + vm));
            int start = 10 * vm;
            StringBuilder rows = new StringBuilder("time,rss,small,huge,cached,total\n");
            for (int second = 0; second < start + 40; second++) {
                int phase = Math.floorMod(second - start, 20);
                long gib = second >= start && phase >= 4 && phase < 8 ? 3 : 1;
                rows.append(second)
                        .append(".5,")
                        .append(gib << 30)
                        .append(second % 2 == 0 ? ",nan,nan,nan,nan\n" : ",1,1,5,4\n");
            }
            Files.writeString(folder.resolve("out_0.csv"), rows);
            times(folder, start, "[" + (start + 9) + ".2, " + (start + 29) + ".2]");
        }
    }

    static void times(Path vm, int start, String cleans) throws IOException {
        Files.writeString(vm.resolve("times_0.json"), """
                {"start": [%d.0, %d.0], "build": [%d.0, %d.0], "clean": %s, "cpu": {"total": 1, "user": 1, "system": 1}}
                """.formatted(start, start + 20, start + 9, start + 29, cleans));
    }

    @Override
    public void close() {
        printed.giveBack();
    }
}
