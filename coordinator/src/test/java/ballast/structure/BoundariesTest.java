package ballast.structure;

import static ballast.structure.Uses.call;
import static ballast.structure.Uses.dependOn;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each library, and each end of the program, is known in one place. */
@AnalyzeClasses(packages = "ballast", importOptions = DoNotIncludeTests.class)
final class BoundariesTest {
    @ArchTest
    static final ArchRule PEKKO = classes()
            .that(dependOn("org.apache.pekko.."))
            .should()
            .resideInAnyPackage(
                    "ballast.message..",
                    "ballast.cluster..",
                    "ballast.agent.actor..",
                    "ballast.coordinator.actor..",
                    "ballast.coordinator.http..",
                    "ballast.coordinator.cli..");

    @ArchTest
    static final ArchRule PROMETHEUS =
            classes().that(dependOn("io.prometheus..")).should().resideInAPackage("ballast.metric");

    @ArchTest
    static final ArchRule SSH = classes()
            .that(dependOn("com.jcraft.."))
            .should()
            .resideInAnyPackage("ballast.agent.guest", "ballast.coordinator.deploy");

    @ArchTest
    static final ArchRule COORDINATOR_SEES_AGENT_ONLY_TO_EMBED_IT_OR_FOR_WHAT_IS_ON_THIS_HOST = classes()
            .that()
            .resideInAPackage("ballast.coordinator..")
            .and(dependOn("ballast.agent.."))
            .should()
            .haveFullyQualifiedName("ballast.coordinator.cli.EmbeddedLab")
            .orShould()
            .haveFullyQualifiedName("ballast.coordinator.cli.LabOptions")
            .orShould() // embeds agents that run no VM
            .haveNameMatching("ballast\\.coordinator\\.cli\\.Simulated(Lab|Traces)(\\$.*)?")
            .orShould()
            .haveNameMatching("ballast\\.coordinator\\.cli\\.((Image|Vfio)(Command|Table|Json)|WantedImages)(\\$.*)?");

    @ArchTest
    static final ArchRule ONLY_THE_MAINS_END_THE_PROGRAM = classes()
            .that(call(System.class, "exit").or(call(Runtime.class, "exit", "halt")))
            .should()
            .haveFullyQualifiedName("ballast.coordinator.Main")
            .orShould()
            .haveFullyQualifiedName("ballast.agent.AgentMain");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = classes()
            .that(resideInAPackage("ballast.."))
            .should()
            .haveNameNotMatching(".*(Helper|Util|Common|Manager).*");
}
