package ballast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about whose fault something is. */
public final class Faults {
    private Faults() {}

    /** It fails by that one's fault; the message is for the caller to look at. */
    public static AbstractStringAssert<?> assertFault(FailureKind kind, ThrowingCallable action) {
        FaultException fault = catchThrowableOfType(FaultException.class, action);
        assertThat(fault).as("want a fault of kind " + kind).isNotNull();
        assertThat(fault.failure().kind()).as(fault.getMessage()).isEqualTo(kind);
        assertThat(fault.failure().message()).isEqualTo(fault.getMessage());
        return assertThat(fault.getMessage());
    }
}
