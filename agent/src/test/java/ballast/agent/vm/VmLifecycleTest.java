package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VmLifecycleTest {
    @Test
    void isThisTable() {
        String table =
                Arrays.stream(VmLifecycle.values()).map(VmLifecycleTest::row).collect(Collectors.joining());
        assertThat(table).isEqualTo("""
                        STARTING: SPAWNED→CONNECTING SPAWN_FAILED→GONE STOP→STARTING
                        CONNECTING: CONNECTED→BOOTING FAILED→STOPPING STOP→STOPPING EXITED→GONE
                        BOOTING: ANSWERED→LOGGING_IN FAILED→STOPPING STOP→STOPPING EXITED→GONE
                        LOGGING_IN: LOGGED_IN→READY FAILED→STOPPING STOP→STOPPING EXITED→GONE
                        READY: FAILED→STOPPING STOP→STOPPING EXITED→GONE
                        STOPPING: CONNECTED→STOPPING ANSWERED→STOPPING LOGGED_IN→STOPPING FAILED→STOPPING STOP→STOPPING EXITED→GONE
                        GONE: CONNECTED→GONE ANSWERED→GONE LOGGED_IN→GONE FAILED→GONE STOP→GONE
                        """);
    }

    private static String row(VmLifecycle state) {
        return Arrays.stream(VmLifecycle.Event.values())
                .flatMap(event -> state.after(event).stream().map(next -> event + "→" + next))
                .collect(Collectors.joining(" ", state + ": ", "\n"));
    }

    @Property
    void whateverHappensTheEndOfTheProcessEndsTheVm(
            @ForAll VmLifecycle from, @ForAll List<VmLifecycle.Event> happening) {
        VmLifecycle state = afterAll(from, happening);
        VmLifecycle.Event end =
                state == VmLifecycle.STARTING ? VmLifecycle.Event.SPAWN_FAILED : VmLifecycle.Event.EXITED;
        if (state != VmLifecycle.GONE) {
            assertThat(state.after(end)).contains(VmLifecycle.GONE);
        }
    }

    @Property
    void nothingBringsAVmBack(@ForAll List<VmLifecycle.Event> happening) {
        assertThat(afterAll(VmLifecycle.GONE, happening)).isEqualTo(VmLifecycle.GONE);
    }

    /** Once asked to end, it never becomes ready, whatever steps were still under way. */
    @Property
    void nothingMakesAVmReadyThatIsToEnd(@ForAll List<VmLifecycle.Event> happening) {
        assertThat(afterAll(VmLifecycle.STOPPING, happening)).isIn(VmLifecycle.STOPPING, VmLifecycle.GONE);
    }

    private static VmLifecycle afterAll(VmLifecycle from, List<VmLifecycle.Event> happening) {
        VmLifecycle state = from;
        for (VmLifecycle.Event event : happening) {
            state = state.after(event).orElse(state); // what cannot happen does not
        }
        return state;
    }
}
