package ballast.structure;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.StringReader;
import java.time.Clock;
import java.util.Random;

/** What is pure decides from its arguments alone: so it can be tested in a table, and a replay gives what history gave. */
@AnalyzeClasses(packages = "ballast", importOptions = DoNotIncludeTests.class)
final class PurityTest {
    /** The text of a matrix has to come from somewhere. */
    private static final String READS_MATRICES = "ballast.coordinator.matrix.MatrixSource";

    private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD = resideInAnyPackage(
                    "java.io..", "java.nio.channels..", "java.nio.file..", "java.net..", "java.sql..")
            .and(DescribedPredicate.not(equivalentTo(StringReader.class)));

    @ArchTest
    static final ArchRule FILES_AND_NETWORK = noPureClasses()
            .and()
            .doNotHaveFullyQualifiedName(READS_MATRICES)
            .should()
            .dependOnClassesThat(OUTSIDE_WORLD);

    @ArchTest
    static final ArchRule CLOCKS = noPureClasses()
            .should()
            .dependOnClassesThat(equivalentTo(Clock.class))
            .orShould()
            .accessTargetWhere(targetOwner(resideInAPackage("java.time..")).and(Predicates.target(name("now"))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule CHANCE = noPureClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule ENVIRONMENT = noPureClasses()
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    private static GivenClassesConjunction noPureClasses() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "ballast.model..",
                        "ballast.coordinator.schedule..",
                        "ballast.coordinator.trace..",
                        "ballast.coordinator.packing..",
                        "ballast.coordinator.matrix..",
                        "ballast.coordinator.stats..");
    }
}
