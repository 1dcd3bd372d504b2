package ballast.model;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Gives every case of sealed interfaces its name on the wire, {@code MultiVm} → {@code multi-vm}, by walking the permitted
 * classes: a new case cannot be forgotten, and class names never leave the program.
 */
public class SealedTypesModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    protected SealedTypesModule(String name, Class<?>... roots) {
        super(name);
        for (Class<?> root : roots) {
            for (Class<?> type : cases(root)) {
                registerSubtypes(new NamedType(type, wireName(type)));
            }
        }
    }

    /** All records below a sealed interface, in declaration order. */
    public static List<Class<?>> cases(Class<?> root) {
        if (!root.isSealed()) {
            return List.of(root);
        }
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : root.getPermittedSubclasses()) {
            found.addAll(cases(permitted));
        }
        return found;
    }

    private static String wireName(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
