package ballast.message;

import ballast.model.SealedTypesModule;
import ballast.model.VmStatus;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;

/** Wire names of the messages. What live samples are made of goes as arrays: names of fields were most of their bytes, and most of the work to read them. */
public final class MessageModule extends SealedTypesModule {
    private static final long serialVersionUID = 1;

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface AsArray {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    interface DetailAsArray {
        /** In ms since 1970: text, or a decimal number, takes ten times as long to read. */
        @JsonFormat(
                shape = JsonFormat.Shape.NUMBER_INT,
                without = {
                    JsonFormat.Feature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS,
                    JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS
                })
        Instant sampled();
    }

    public MessageModule() {
        super("ballast-message", WireMessage.class);
        setMixInAnnotation(VmStatus.class, AsArray.class);
        setMixInAnnotation(VmStatus.Detail.class, DetailAsArray.class);
    }
}
