package ballast.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of a node's actor system that differs from node to node. */
public final class NodeConfig {
    /** The role of coordinators. */
    public static final String COORDINATOR = "coordinator";

    /**
     * Where Pekko counts coordinators to. They are a data center of their own, and each agent is one: nodes of others are never put
     * out, so that what an agent cannot reach says nothing of coordinators, and agents need not reach each other.
     */
    public static final String COORDINATORS = "coordinators";

    /** The name of the actor of each coordinator that agents speak to. */
    public static final String DOOR = "door";

    /**
     * Agents only answer: each would ask each other one, for it is in a data center of its own, and 200 of them would keep 40,000 connections and
     * say 160,000 heartbeats a second. Coordinators tell them of members and look after them.
     */
    private static final String NEVER = "24h";

    private NodeConfig() {}

    /**
     * What {@code cluster.conf} leaves open.
     *
     * @param seeds coordinators that it joins; empty: it joins itself, or nobody
     * @param tls without it the node speaks plain TCP
     */
    public static Config of(NodeAddress own, String role, List<NodeAddress> seeds, Optional<TlsFiles> tls) {
        Map<String, Object> values = new HashMap<>();
        values.put("pekko.cluster.roles", List.of(role));
        values.put(
                "pekko.cluster.multi-data-center.self-data-center",
                role.equals(COORDINATOR) ? COORDINATORS : "agent-" + own);
        if (!role.equals(COORDINATOR)) {
            values.put("pekko.cluster.gossip-interval", NEVER);
            values.put("pekko.cluster.multi-data-center.failure-detector.heartbeat-interval", NEVER);
        }
        values.put("pekko.remote.artery.canonical.hostname", own.host());
        values.put("pekko.remote.artery.canonical.port", own.port());
        values.put(
                "pekko.cluster.seed-nodes", seeds.stream().map(NodeAddress::uri).toList());
        tls.ifPresent(files -> {
            String engine = "pekko.remote.artery.ssl.rotating-keys-engine.";
            values.put("pekko.remote.artery.transport", "tls-tcp");
            values.put(
                    "pekko.remote.artery.ssl.ssl-engine-provider",
                    "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
            values.put(engine + "key-file", files.key().toString());
            values.put(engine + "cert-file", files.certificate().toString());
            values.put(engine + "ca-cert-file", files.ca().toString());
        });
        return ConfigFactory.parseMap(values).withFallback(ConfigFactory.parseResources("cluster.conf"));
    }
}
