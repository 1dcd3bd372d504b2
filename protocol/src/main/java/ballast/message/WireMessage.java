package ballast.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Everything that crosses between coordinator and agents, as CBOR under a short name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
public sealed interface WireMessage permits ToAgent, ToCoordinator {}
