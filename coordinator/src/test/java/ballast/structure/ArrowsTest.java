package ballast.structure;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Arrays;
import java.util.List;

/** The packages and the arrows between them. A new package is a new line here. */
@AnalyzeClasses(packages = "ballast", importOptions = DoNotIncludeTests.class)
final class ArrowsTest {
    /** Each package, and the packages of its own module that it may see. */
    private static final String AGENT = """
            config   ->
            cgroup   ->
            system   -> cgroup
            host     ->
            image    -> system
            vfio     ->
            qemu     -> system
            artefact -> config image qemu system
            guest    -> image
            device   -> qemu
            sample   -> guest host
            guard    -> host sample
            spool    -> system
            metrics  -> sample
            replay   -> sample system
            workload -> device guest sample
            vm       -> artefact device guard guest host image qemu sample system vfio workload
            actor    -> artefact cgroup config device guard host image metrics qemu replay sample spool system vfio vm workload
            """;

    private static final String COORDINATOR = """
            config   ->
            trace    ->
            packing  -> trace
            schedule -> packing trace
            matrix   ->
            stats    ->
            metrics  ->
            http     ->
            client   ->
            live     ->
            results  -> stats trace
            recording -> results stats trace
            plot     -> packing report results stats trace
            report   -> packing results stats trace
            page     -> report results schedule stats
            compare  -> report results stats
            table    ->
            query    -> report results stats table
            verify   -> report results
            html     -> plot report results stats
            exchange -> results stats table trace
            simulation -> trace
            capacity ->
            deploy   -> config
            actor    -> config http live metrics packing page results schedule trace
            cli      -> actor capacity client compare config deploy exchange html matrix metrics packing page plot query recording report results schedule simulation stats table trace verify
            """;

    @ArchTest
    static final ArchRule AGENT_ARROWS = arrows("agent", AGENT);

    @ArchTest
    static final ArchRule COORDINATOR_ARROWS = arrows("coordinator", COORDINATOR);

    @ArchTest
    static final ArchRule PROTOCOL_ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("ballast.model..")
            .layer("message")
            .definedBy("ballast.message..")
            .layer("settings")
            .definedBy("ballast.settings..")
            .layer("metric")
            .definedBy("ballast.metric..")
            .layer("cluster")
            .definedBy("ballast.cluster..")
            .layer("agent")
            .definedBy("ballast.agent..")
            .layer("coordinator")
            .definedBy("ballast.coordinator..")
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("message")
            .mayOnlyAccessLayers("model")
            .whereLayer("agent")
            .mayOnlyAccessLayers("model", "message", "metric", "settings", "cluster")
            .whereLayer("metric")
            .mayOnlyAccessLayers("model")
            .whereLayer("settings")
            .mayNotAccessAnyLayer()
            .whereLayer("cluster")
            .mayOnlyAccessLayers("settings")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CIRCLES_IN_PROTOCOL =
            slices().matching("ballast.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CIRCLES_IN_AGENT =
            slices().matching("ballast.agent.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CIRCLES_IN_COORDINATOR =
            slices().matching("ballast.coordinator.(**)").should().beFreeOfCycles();

    private static LayeredArchitecture arrows(String module, String table) {
        LayeredArchitecture rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String line : table.lines().toList()) {
            String name = packageOf(line);
            rule = rule.layer(name).definedBy("ballast." + module + "." + name + "..");
        }
        for (String line : table.lines().toList()) {
            String[] seen = seenFrom(line);
            rule = seen.length == 0
                    ? rule.whereLayer(packageOf(line)).mayNotAccessAnyLayer()
                    : rule.whereLayer(packageOf(line)).mayOnlyAccessLayers(seen);
        }
        return rule.ensureAllClassesAreContainedInArchitectureIgnoring(
                        "ballast.model..",
                        "ballast.message..",
                        "ballast.metric..",
                        "ballast.settings..",
                        "ballast.cluster..",
                        otherThan(module),
                        "ballast." + module)
                .as("the arrows in " + module);
    }

    private static String otherThan(String module) {
        return module.equals("agent") ? "ballast.coordinator.." : "ballast.agent..";
    }

    private static String packageOf(String line) {
        return line.substring(0, line.indexOf("->")).strip();
    }

    private static String[] seenFrom(String line) {
        List<String> names =
                Arrays.asList(line.substring(line.indexOf("->") + 2).strip().split(" "));
        return names.stream().filter(name -> !name.isEmpty()).toArray(String[]::new);
    }
}
