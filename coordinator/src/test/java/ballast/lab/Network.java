package ballast.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A bridge of this machine with network namespaces behind it. All of it is removed at the end. */
final class Network implements AutoCloseable {
    private static final int NETWORKS = 256;
    private static final int OWN = 254;

    private final int number;
    private final List<Place> places = new ArrayList<>();

    private Network(int number) {
        this.number = number;
    }

    /** Aborts the test, saying why, where no namespace can be made. */
    static Network make() {
        try {
            String taken = Shell.run("ip", "-o", "-4", "address", "show") + Shell.run("ip", "netns", "list");
            int free = IntStream.range(0, NETWORKS)
                    .filter(number ->
                            !taken.contains(" 10.77." + number + ".") && !taken.contains("blt" + number + "-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("10.77.0.0 to 10.77.255.0 are all taken"));
            Network network = new Network(free);
            Shell.run("ip", "link", "add", network.bridge(), "type", "bridge");
            Shell.run("ip", "address", "add", network.address(OWN) + "/24", "dev", network.bridge());
            Shell.run("ip", "link", "set", network.bridge(), "up");
            network.place("probe", 1).close();
            return network;
        } catch (RuntimeException e) {
            throw Skip.because("this machine cannot make network namespaces: " + e.getMessage());
        }
    }

    private String bridge() {
        return "blt" + number;
    }

    private String address(int host) {
        return "10.77." + number + "." + host;
    }

    /** Where this machine is reached from the namespaces. */
    String ownAddress() {
        return address(OWN);
    }

    /** All of its addresses. */
    String range() {
        return address(0) + "/24";
    }

    /** @param host the last byte of its address */
    Place place(String name, int host) {
        Place place = new Place(bridge() + "-" + name, bridge() + "h" + host, address(host), bridge());
        places.add(place);
        return place;
    }

    @Override
    public void close() {
        places.forEach(Place::close);
        Shell.run("ip", "link", "delete", bridge());
    }
}
