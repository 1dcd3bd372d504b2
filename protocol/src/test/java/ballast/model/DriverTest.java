package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DriverTest {
    @Test
    void hostThatDoesNotSayItHasRealVms() throws Exception {
        ObjectNode json = Json.mapper().valueToTree(Examples.hostReport());
        assertThat(json.remove("driver").asText()).isEqualTo("qemu");
        assertThat(Json.mapper().treeToValue(json, HostReport.class)).isEqualTo(Examples.hostReport());
        json.put("driver", "replay");
        json.put("accelerator", "none");
        HostReport replaying = Json.mapper().treeToValue(json, HostReport.class);
        assertThat(replaying.driver()).isEqualTo(Driver.REPLAY);
        assertThat(replaying.accelerator()).isEqualTo(Accelerator.NONE);
    }

    @Test
    void spoolIsOverSoManyPercent() {
        SpoolUse use = new SpoolUse(ByteSize.mib(90), ByteSize.mib(100));
        assertThat(use.over(80)).isTrue();
        assertThat(use.over(90)).isFalse();
        assertThat(use.toHumanText()).isEqualTo("90.0 MiB of 100.0 MiB");
        assertThatThrownBy(() -> new SpoolUse(ByteSize.ZERO, ByteSize.ZERO)).hasMessageContaining("spool-limit");
    }
}
