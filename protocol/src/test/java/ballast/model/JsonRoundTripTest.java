package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRoundTripTest {
    /** A value, and the type it is read back as. */
    record Sample(Object value, Class<?> type) {}

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample(Examples.inflate(), BenchmarkSpec.class),
                new Sample(Examples.multiVm(), BenchmarkSpec.class),
                new Sample(Examples.stream(), BenchmarkSpec.class),
                new Sample(Examples.ftq(), BenchmarkSpec.class),
                new Sample(Examples.compiling(), BenchmarkSpec.class),
                new Sample(Examples.blender(), BenchmarkSpec.class),
                new Sample(Examples.sqlite(), Workload.class),
                new Sample(new Outcome.Completed(), Outcome.class),
                new Sample(new Outcome.Failed(Examples.failure()), Outcome.class),
                new Sample(new Outcome.Skipped("no such parameter"), Outcome.class),
                new Sample(Examples.cell(), Cell.class),
                new Sample(Examples.ATTEMPT, AttemptId.class),
                new Sample(Examples.hostReport(), HostReport.class),
                new Sample(new ResultFile("vm_0/out.txt", 7, "00ff"), ResultFile.class),
                new Sample(new VmStatus(1, "boot", 1, 2, 3, Double.NaN), VmStatus.class),
                new Sample(Examples.vmStatus(), VmStatus.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadBackAsItWasWritten(Sample sample) throws Exception {
        String json = Json.mapper().writeValueAsString(sample.value);
        assertThat((Object) Json.mapper().readValue(json, sample.type)).isEqualTo(sample.value);
        assertThat(json).doesNotContain("ballast.");
    }

    @Test
    void everyCaseOfEverySealedTypeHasASample() {
        List<Class<?>> sampled =
                samples().<Class<?>>map(sample -> sample.value.getClass()).toList();
        for (Class<?> root : List.of(BenchmarkSpec.class, Outcome.class)) {
            assertThat(sampled).as(root.getSimpleName()).containsAll(SealedTypesModule.cases(root));
        }
    }

    @Test
    void aVmsStatusOfAnEarlierAgentIsUnderstood() throws Exception {
        String old =
                "{\"index\":1,\"phase\":\"boot\",\"rssBytes\":1,\"ramBytes\":2,\"targetBytes\":3,\"guestFreeBytes\":4}";
        assertThat(Json.mapper().readValue(old, VmStatus.class)).isEqualTo(new VmStatus(1, "boot", 1, 2, 3, 4));
    }

    @Test
    void parametersKeepTheMatrixsOrder() throws Exception {
        String json = Json.mapper().writeValueAsString(Examples.cell());
        assertThat(Json.mapper().readValue(json, Cell.class).parameters().keySet())
                .containsExactly("mode", "cores");
    }

    @Test
    void isWrittenForPeopleToRead() throws Exception {
        assertThat(Json.mapper().writeValueAsString(Examples.write()))
                .isEqualTo("{\"name\":\"write\",\"needs\":[\"write\"],\"prepare\":[],\"build\":{\"command\":"
                        + "[\"write\",\"-t\",\"{cores}\",\"-m\",\"512MiB\"],\"timeout\":\"PT2M\"},\"clean\":[]}");
        assertThat(Json.mapper().writeValueAsString(Examples.multiVm()))
                .startsWith("{\"benchmark\":\"multi-vm\",\"vm\":{\"memory\":\"1GiB\",")
                .contains("\"mode\":\"base-auto\",\"machine\":\"q35\"");
    }

    @Test
    void aWorkloadFromBeforeTheyWereDataIsRead() throws Exception {
        String json = "{\"workload\":\"write\",\"memory\":\"512MiB\",\"timeout\":\"PT2M\"}";
        assertThat(Json.mapper().readValue(json, Workload.class)).isEqualTo(Examples.write());
    }

    @Test
    void fieldsOfLaterVersionsAreIgnored() throws Exception {
        String json = "{\"path\":\"out.csv\",\"bytes\":1,\"sha256\":\"00\",\"colour\":\"blue\"}";
        assertThat(Json.mapper().readValue(json, ResultFile.class)).isEqualTo(new ResultFile("out.csv", 1, "00"));
    }

    @Test
    void whatIsReadIsCheckedLikeWhatIsMade() {
        String json = "{\"path\":\"../../etc/passwd\",\"bytes\":1,\"sha256\":\"00\"}";
        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> Json.mapper().readValue(json, ResultFile.class))
                .withMessageContaining("result file ../../etc/passwd: got '..'");
    }
}
