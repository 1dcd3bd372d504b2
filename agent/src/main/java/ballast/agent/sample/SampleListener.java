package ballast.agent.sample;

/** Hears how sampling goes, on the sampler's thread: must be quick. */
public interface SampleListener {
    /** Hears nothing. */
    SampleListener NONE = new SampleListener() {
        @Override
        public void sampled(long delayNanos) {}

        @Override
        public void asked(boolean answered) {}
    };

    /** @param delayNanos how much later than it was due, in ns */
    void sampled(long delayNanos);

    /** A question to a guest is closed: the next is due. */
    void asked(boolean answered);
}
