package ballast.message;

import ballast.model.SealedTypesModule;

/** Wire names of the messages. */
public final class MessageModule extends SealedTypesModule {
    private static final long serialVersionUID = 1;

    public MessageModule() {
        super("ballast-message", WireMessage.class);
    }
}
