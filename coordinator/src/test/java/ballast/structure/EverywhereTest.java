package ballast.structure;

import static ballast.structure.Uses.call;
import static ballast.structure.Uses.dependOn;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Rules that hold for the tests of all modules, too. */
@AnalyzeClasses(locations = EverywhereTest.AllModules.class)
final class EverywhereTest {
    /** The modules lie beside each other, and all are compiled before this one's tests run. */
    static final class AllModules implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Stream.of("protocol", "agent", "coordinator")
                    .flatMap(module -> Stream.of("classes", "test-classes")
                            .map(classes -> Path.of("..", module, "target", classes)))
                    .map(Location::of)
                    .collect(Collectors.toSet());
        }
    }

    private static final String WRITTEN_BY_JMH = "..jmh_generated..";

    @ArchTest
    static void all_modules_are_looked_at(JavaClasses classes) {
        assertThat(classes.stream().map(type -> type.getName()))
                .contains(
                        "ballast.model.Json",
                        "ballast.model.Examples",
                        "ballast.agent.qemu.QmpClient",
                        "ballast.agent.qemu.ScriptedQmp",
                        "ballast.coordinator.Main",
                        "ballast.structure.EverywhereTest");
    }

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .that()
            .resideOutsideOfPackage(WRITTEN_BY_JMH)
            .should(be(call(Thread.class, "sleep").or(call(TimeUnit.class, "sleep"))));

    @ArchTest
    static final ArchRule ONE_LOGGING_LIBRARY = noClasses().should(be(dependOn("java.util.logging..")));

    /** Surefire and Failsafe take classes by their names, and are silent about others. */
    @ArchTest
    static final ArchRule TESTS_ARE_RUN = methods()
            .that()
            .areAnnotatedWith(Test.class)
            .or()
            .areAnnotatedWith(ParameterizedTest.class)
            .or()
            .areAnnotatedWith(Property.class)
            .should()
            .beDeclaredInClassesThat()
            .haveNameMatching(".*(Test|IT)(\\$.*)?");
}
