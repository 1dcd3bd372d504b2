package ballast.message;

/** What the coordinator's actor accepts; its own commands join {@link ToCoordinator} there. */
public interface CoordinatorMessage {}
