package ballast.coordinator.config;

import ballast.cluster.NodeAddress;
import java.nio.file.Path;
import java.util.List;

/** Where the schedule is kept, and so what the coordinator survives. */
public sealed interface Profile {
    /** One process is all there is: an agent lives in the same actor system, and the journal lies in the store. */
    record Embedded() implements Profile {}

    /**
     * One coordinator node, whose journal lies in the store: it survives its restart, not the loss of its disk.
     *
     * @param coordinators of the lab; if another than this one is there, this one must not start; empty: just this one
     */
    record Single(List<NodeAddress> coordinators) implements Profile {
        public Single {
            coordinators = List.copyOf(coordinators);
        }
    }

    /**
     * Several coordinator nodes, one of which decides; the journal is a PostgreSQL's, the store a folder that all of them see.
     *
     * @param coordinators all of them, this one included; 3 or more
     * @param url of the database, {@code jdbc:postgresql:…}
     * @param passwordFile holds the database's password, and nothing else
     */
    record HighlyAvailable(List<NodeAddress> coordinators, String url, String user, Path passwordFile)
            implements Profile {
        /** With fewer, the loss of one would leave no majority. */
        public static final int LEAST_NODES = 3;

        public HighlyAvailable {
            coordinators = List.copyOf(coordinators);
            if (coordinators.size() < LEAST_NODES) {
                throw new IllegalArgumentException("got " + coordinators.size() + ", want " + LEAST_NODES + " or more");
            }
        }
    }
}
