package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.deploy.RemoteFile.Mode;
import ballast.coordinator.deploy.UploadPlan.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadPlanTest {
    private static final RemoteFile JAR = RemoteFile.of("/r/new/lib/a.jar", Mode.READABLE, "jar");
    private static final RemoteFile KEY = RemoteFile.of("/r/new/etc/key.pem", Mode.SECRET, "key");

    @Test
    void whatIsThereIsLeftAlone() {
        UploadPlan plan = UploadPlan.of(List.of(JAR, KEY), Map.of(JAR.path(), JAR.digest(), KEY.path(), KEY.digest()));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.folders()).isEmpty();
    }

    @Test
    void whatDiffersIsSent() {
        UploadPlan plan = UploadPlan.of(List.of(JAR, KEY), Map.of(JAR.path(), "other"));

        assertThat(plan.uploads()).containsExactly(JAR, KEY);
        assertThat(plan.folders()).containsExactly("/r/new/etc", "/r/new/lib");
    }

    @Test
    void whatTheReleaseBeforeHasIsLinkedButForSecrets() {
        UploadPlan plan = UploadPlan.of(
                List.of(JAR, KEY), Map.of("/r/old/lib/a.jar", JAR.digest(), "/r/old/etc/key.pem", KEY.digest()));

        assertThat(plan.links()).containsExactly(new Link("/r/old/lib/a.jar", JAR.path()));
        assertThat(plan.uploads()).containsExactly(KEY);
    }

    @Test
    void namesThatALineCannotHoldAreRefused() {
        for (String name : List.of("/a\nb", "/a\\b", "a", "/\u0007")) {
            assertThatThrownBy(() -> RemoteFile.of(name, Mode.READABLE, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("want an absolute path");
        }
    }

    @Test
    void digestsAreReadAsSha256sumPrintsThem() {
        String digest = "0123456789abcdef".repeat(4);

        assertThat(HostWork.parseDigests(
                        digest + "  /a b/c\n\\" + digest + "  /x\\\\y\nsha256sum: oops\n" + digest + " */d\n"))
                .containsOnly(Map.entry("/a b/c", digest), Map.entry("/d", digest));
    }
}
