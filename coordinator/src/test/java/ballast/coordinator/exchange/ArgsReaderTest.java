package ballast.coordinator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Json;
import ballast.model.PageReporting;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options as published runs have them, early ones too. */
class ArgsReaderTest {
    @ParameterizedTest
    @CsvSource({"2,18,0,20,2", "20,18,0,20,2", "20,20,2,20,2"})
    void streamsSizes(int mem, int balloon, int target, int memory, int minimum) throws Exception {
        var spec = spec("'mem':" + mem + ",'max_balloon':" + balloon + ",'shrink_target':" + target
                + ",'cores':12,'mode':'virtio-mem-movable','bench_threads':[1,4],'bench_iters':1900,'workload_mem':19");
        assertThat(spec.vm().memory()).isEqualTo(ByteSize.gib(memory));
        assertThat(spec.vm().minimum()).isEqualTo(ByteSize.gib(minimum));
        assertThat(((BenchmarkSpec.Stream) spec).iterations()).isEqualTo(4 * 1900);
    }

    @ParameterizedTest
    @CsvSource({
        "virtio-mem-movable,null,'',virtio-mem-auto",
        "virtio-mem,4,'',virtio-mem-auto-vfio",
        "virtio-mem,null,',\"vms\":3',virtio-mem",
        "virtio-mem-movable,null,',\"vms\":3',virtio-mem-auto",
        "llfree-auto,4,'',llfree-auto-vfio"
    })
    void modes(String published, String vfio, String more, String ours) throws Exception {
        var spec = spec("'mem':16,'cores':8,'target':'clang','mode':'" + published + "','vfio':" + vfio + more);
        assertThat(spec.vm().mode().label()).isEqualTo(ours);
    }

    @Test
    void freePageReporting() throws Exception {
        var spec = spec("'mem':16,'cores':12,'target':'clang','mode':'base-auto','vfio':null,"
                + "'fpr_order':0,'fpr_delay':100,'fpr_capacity':512");
        assertThat(spec.vm().reporting())
                .isEqualTo(new PageReporting(Map.of(
                        PageReporting.Parameter.ORDER,
                        0,
                        PageReporting.Parameter.DELAY,
                        100,
                        PageReporting.Parameter.CAPACITY,
                        512)));
        assertThat(PublishedMode.runFolder(spec)).isEqualTo("clang-base-auto-o0-d100-c512");
    }

    @Test
    void blender() throws Exception {
        var spec = spec("'mem':16,'cores':12,'repeat':3,'delay':240,'mode':'llfree-auto','target':'blender'");
        assertThat(((BenchmarkSpec.Blender) spec).builds()).isEqualTo(3);
        assertThat(PublishedMode.runFolder(spec)).isEqualTo("blender-llfree-auto");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> spec("'mem':'16','cores':12,'mode':'base-auto','target':'clang'"))
                .hasMessage("mem: got \"16\", want a number");
        assertThatThrownBy(() -> spec("'mem':16,'mode':'base-auto','target':'clang'"))
                .hasMessage("cores: got nothing, want a whole number");
        assertThatThrownBy(() -> spec("'mem':16,'cores':1,'mode':'base-auto','target':'doom'"))
                .hasMessage("target: got 'doom', want one of [linux, clang, blender, write]");
    }

    private static BenchmarkSpec spec(String args) throws JsonProcessingException {
        JsonNode json = Json.mapper().readTree("{" + args.replace('\'', '"') + "}");
        return ArgsReader.cell(json, ArgsReader.kind(json).orElseThrow(), "4").spec();
    }
}
