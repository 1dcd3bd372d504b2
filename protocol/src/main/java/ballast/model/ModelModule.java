package ballast.model;

/** Wire names of the model's sealed types. */
public final class ModelModule extends SealedTypesModule {
    private static final long serialVersionUID = 1;

    public ModelModule() {
        super("ballast-model", BenchmarkSpec.class, Workload.class, Outcome.class, Packing.class);
    }
}
