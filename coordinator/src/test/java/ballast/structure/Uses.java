package ballast.structure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import java.util.Set;

/** Predicates for rules of the form "whoever does this must be there". */
final class Uses {
    private Uses() {}

    static DescribedPredicate<JavaClass> dependOn(String packages) {
        DescribedPredicate<JavaClass> there = JavaClass.Predicates.resideInAPackage(packages);
        return describe(
                "depend on " + packages,
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> there.test(dependency.getTargetClass())));
    }

    static DescribedPredicate<JavaClass> call(Class<?> owner, String... methods) {
        Set<String> names = Set.of(methods);
        return describe(
                "call " + owner.getSimpleName() + "." + String.join("/", methods),
                type -> type.getCodeUnitAccessesFromSelf().stream().anyMatch(access -> isOneOf(access, owner, names)));
    }

    private static boolean isOneOf(JavaCodeUnitAccess<?> access, Class<?> owner, Set<String> names) {
        return names.contains(access.getTarget().getName())
                && HasOwner.Predicates.With.<JavaClass>owner(JavaClass.Predicates.equivalentTo(owner))
                        .test(access.getTarget());
    }
}
