package ballast.coordinator.cli;

import ballast.agent.vfio.Binding;
import ballast.agent.vfio.IommuGroup;
import ballast.agent.vfio.PciDevice;
import ballast.agent.vfio.Rebinding.Change;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * IOMMU groups for programs. A group's {@code vfio} tells whether a VM can have its devices, all but the bridges; {@code driver} and
 * {@code driver_override} are null where there is none.
 */
final class VfioJson {
    private VfioJson() {}

    /** One document over several lines, the last one ended. */
    static String render(List<IommuGroup> groups) {
        ObjectNode document = Json.mapper().createObjectNode();
        var list = document.putArray("groups");
        for (IommuGroup group : groups) {
            ObjectNode node = list.addObject();
            node.put("group", group.number());
            node.put("vfio", group.isVfio());
            var devices = node.putArray("devices");
            group.devices().forEach(device -> devices.add(device(device)));
        }
        return text(document);
    }

    private static ObjectNode device(PciDevice device) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("address", device.address().toString());
        node.put("id", device.id());
        node.put("class", device.type());
        node.put("bridge", device.isBridge());
        return node.setAll(binding(device.binding()));
    }

    /** Likewise, an empty list if all was as wanted. */
    static String renderChanges(List<Change> changes) {
        ObjectNode document = Json.mapper().createObjectNode();
        var list = document.putArray("changed");
        for (Change change : changes) {
            ObjectNode node = list.addObject();
            node.put("address", change.address().toString());
            node.set("from", binding(change.from()));
            node.set("to", binding(change.to()));
        }
        return text(document);
    }

    private static ObjectNode binding(Binding binding) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("driver", binding.driver().orElse(null));
        node.put("driver_override", binding.override().orElse(null));
        return node;
    }

    private static String text(ObjectNode document) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }
}
