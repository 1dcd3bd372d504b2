package ballast.coordinator.deploy;

import java.util.List;

/** An inventory cannot be used; the message has a line for each thing that is wrong with it. */
public final class InventoryException extends Exception {
    private static final long serialVersionUID = 1;

    InventoryException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
