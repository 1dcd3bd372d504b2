package ballast.coordinator.deploy;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Logs in to hosts, over their jump hosts, with keys only: passphrases are ssh-agent's business.
 *
 * @param agentSocket ssh-agent's; empty if none runs
 * @param learn whether a host that is not known at all becomes so
 * @param timeout of each connection
 */
public record SshLogin(Optional<Path> agentSocket, boolean learn, Duration timeout) {
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final int ALIVE_MILLIS = 10_000;

    /** @param learned gets a line for each key that was learned */
    SshConnection connect(SshRoute route, Consumer<String> learned) throws DeployException {
        Deque<Session> sessions = new ArrayDeque<>();
        try {
            for (SshAddress jump : route.jumps()) {
                sessions.push(session(route, jump, sessions.peek(), learned));
            }
            sessions.push(session(route, route.target(), sessions.peek(), learned));
            return new SshConnection(route.target(), List.copyOf(sessions));
        } catch (DeployException | RuntimeException e) {
            sessions.forEach(Session::disconnect);
            throw e;
        }
    }

    private Session session(SshRoute route, SshAddress address, Session jump, Consumer<String> learned)
            throws DeployException {
        KnownHostsFile known = new KnownHostsFile(route.knownHosts());
        JSch jsch = new JSch();
        Session session = null;
        try {
            known.readInto(jsch);
            session = open(jsch, route, address, jump);
            session.connect((int) timeout.toMillis());
            return session;
        } catch (JSchUnknownHostKeyException e) {
            HostKey offered = session.getHostKey();
            session.disconnect();
            refuseUnlessLearned(jsch, known, address, offered, learned);
            return new SshLogin(agentSocket, false, timeout).session(route, address, jump, learned);
        } catch (JSchException e) {
            String why = session != null && e instanceof JSchHostKeyException
                    ? refusal(known, address, session.getHostKey(), e)
                    : reason(address, session, e);
            if (session != null) {
                session.disconnect();
            }
            throw new DeployException(why, e);
        }
    }

    /** Through a jump host by a port of this machine's loopback that its session forwards. */
    private Session open(JSch jsch, SshRoute route, SshAddress address, Session jump)
            throws JSchException, DeployException {
        useKeys(jsch, route.key());
        Session session;
        if (jump == null) {
            session = jsch.getSession(address.user(), address.host(), address.port());
        } else {
            int port = jump.setPortForwardingL("127.0.0.1", 0, address.host(), address.port());
            session = jsch.getSession(address.user(), "127.0.0.1", port);
        }
        session.setHostKeyAlias(address.knownHostsName());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        session.setServerAliveInterval(ALIVE_MILLIS);
        session.setDaemonThread(true);
        return session;
    }

    private void useKeys(JSch jsch, Optional<Path> key) throws JSchException, DeployException {
        if (key.isPresent()) {
            boolean locked = isLocked(jsch, key.get());
            if (!locked) {
                jsch.addIdentity(key.get().toString());
                return;
            }
            if (agentSocket.isEmpty()) {
                throw new DeployException("the key " + key.get()
                        + " has a passphrase; type: eval \"$(ssh-agent)\" && ssh-add " + key.get() + ", and try again");
            }
        }
        if (agentSocket.isPresent()) {
            try {
                jsch.setIdentityRepository(new AgentIdentityRepository(new SSHAgentConnector(agentSocket.get())));
            } catch (AgentProxyException e) {
                throw new DeployException("ssh-agent at " + agentSocket.get() + ": " + e.getMessage(), e);
            }
            return;
        }
        Path folder = Path.of(System.getProperty("user.home"), ".ssh");
        for (String name : USUAL_KEYS) {
            Path usual = folder.resolve(name);
            if (Files.isReadable(usual) && !isLocked(jsch, usual)) {
                jsch.addIdentity(usual.toString());
            }
        }
    }

    private static boolean isLocked(JSch jsch, Path key) throws DeployException {
        try {
            KeyPair pair = KeyPair.load(jsch, key.toString());
            boolean locked = pair.isEncrypted();
            pair.dispose();
            return locked;
        } catch (JSchException e) {
            throw new DeployException(
                    "the key " + key + " cannot be read (" + e.getMessage()
                            + "); want an ed25519, ECDSA or RSA private key",
                    e);
        }
    }

    private void refuseUnlessLearned(
            JSch jsch, KnownHostsFile known, SshAddress address, HostKey offered, Consumer<String> learned)
            throws DeployException {
        String name = address.knownHostsName();
        String print = offered.getType() + " " + KnownHostsFile.fingerprint(offered);
        Optional<HostKey> other = KnownHostsFile.anyKeyOf(jsch, name);
        if (other.isPresent()) {
            throw new DeployException(changed(
                    known,
                    address,
                    print + ", known is one of type " + other.get().getType()));
        }
        if (!learn) {
            throw new DeployException("host key unknown: " + name + " offers " + print + ", and " + known.file()
                    + " has none of it. If the host's own 'ssh-keygen -lf /etc/ssh/ssh_host_" + shortType(offered)
                    + "_key.pub' prints the same, try again with --learn-host-keys");
        }
        try {
            KnownHostsFile.add(known.file(), name, offered);
            learned.accept("learned the host key of " + name + ": " + print);
        } catch (IOException e) {
            throw new DeployException("cannot write " + known.file() + ": " + e, e);
        }
    }

    private static String shortType(HostKey key) {
        return key.getType().startsWith("ecdsa") ? "ecdsa" : key.getType().replace("ssh-", "");
    }

    private static String refusal(KnownHostsFile known, SshAddress address, HostKey offered, JSchException e) {
        String print = offered == null ? "a key" : offered.getType() + " " + KnownHostsFile.fingerprint(offered);
        if (e instanceof JSchChangedHostKeyException) {
            return changed(known, address, print);
        }
        String how = e instanceof JSchRevokedHostKeyException ? "revoked" : "refused";
        return "host key " + how + ": " + address.knownHostsName() + " offers " + print + " (see " + known.file() + ")";
    }

    private static String changed(KnownHostsFile known, SshAddress address, String print) {
        String name = address.knownHostsName();
        return "host key CHANGED: " + name + " offers " + print + ", " + known.file()
                + " has another. Somebody may be in between. Only if you know why it changed: ssh-keygen -f "
                + known.file()
                + " -R '" + name + "'";
    }

    private static String reason(SshAddress address, Session session, JSchException e) {
        boolean keysExchanged = session != null && session.getHostKey() != null;
        String what = keysExchanged && e.getCause() == null
                ? "the login was refused (" + e.getMessage() + "); want one of our keys in ~" + address.user()
                        + "/.ssh/authorized_keys there"
                : "not reachable (" + e.getMessage() + ")";
        return "SSH to " + address + ": " + what;
    }
}
