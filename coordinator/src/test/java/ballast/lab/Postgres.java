package ballast.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL of a test's own: real, with a password, on an address that all places reach. */
final class Postgres implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Path BINARIES = Path.of("/usr/lib/postgresql");
    private static final String USER = "ballast";
    private static final int PORT = 7354;

    private final String address;
    private final Path folder;
    private final String password;
    private final Process process;

    private Postgres(String address, Path folder, String password, Process process) {
        this.address = address;
        this.folder = folder;
        this.password = password;
        this.process = process;
    }

    /**
     * Made anew; the database is empty. Aborts the test where there is no PostgreSQL.
     *
     * @param address that it listens on
     * @param network whose addresses may log in, as in {@code 10.77.0.0/24}
     */
    static Postgres start(String address, String network) throws IOException {
        Path binaries = binaries();
        Path folder = Files.createTempDirectory("blpg");
        String password = UUID.randomUUID().toString();
        try {
            Path secret = Files.writeString(folder.resolve("password"), password + "\n");
            Shell.run("chown", "-R", "postgres", folder.toString());
            Path data = folder.resolve("data");
            Shell.run(asPostgres(
                    binaries.resolve("initdb").toString(),
                    "--pgdata=" + data,
                    "--username=" + USER,
                    "--auth=scram-sha-256",
                    "--pwfile=" + secret));
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "host all all " + network + " scram-sha-256\n",
                    StandardOpenOption.APPEND);
            Process process = new ProcessBuilder(asPostgres(
                            binaries.resolve("postgres").toString(),
                            "-D",
                            data.toString(),
                            "-c",
                            "listen_addresses=" + address,
                            "-p",
                            Integer.toString(PORT),
                            "-k",
                            folder.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Postgres database = new Postgres(address, folder, password, process);
            database.makeDatabase();
            return database;
        } catch (IOException | RuntimeException e) {
            Shell.run("rm", "-rf", folder.toString());
            throw e;
        }
    }

    private static Path binaries() throws IOException {
        if (Files.isDirectory(BINARIES)) {
            try (Stream<Path> versions = Files.list(BINARIES)) {
                return versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Path::compareTo)
                        .orElseThrow();
            }
        }
        throw Skip.because("no PostgreSQL in " + BINARIES + "; type: apt-get install postgresql");
    }

    /** It refuses to run as root. */
    private static List<String> asPostgres(String... command) {
        List<String> all =
                new ArrayList<>(List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"));
        all.addAll(Arrays.asList(command));
        return all;
    }

    private void makeDatabase() {
        try {
            Awaitility.await("PostgreSQL, which says in " + folder.resolve("log") + " what is wrong")
                    .atMost(BOUND)
                    .ignoreExceptions()
                    .until(() -> {
                        try (Connection connection = connect("postgres");
                                Statement statement = connection.createStatement()) {
                            return !statement.execute("CREATE DATABASE " + USER);
                        }
                    });
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address + ":" + PORT + "/" + database, USER, password);
    }

    /** For {@code coordinator.yaml}. */
    String url() {
        return "jdbc:postgresql://" + address + ":" + PORT + "/" + USER;
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    Path log() {
        return folder.resolve("log");
    }

    private void end() {
        try {
            Shell.run("kill", "-INT", Long.toString(process.pid())); // a fast shutdown
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IllegalStateException e) {
            process.destroyForcibly(); // it had ended
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        Shell.run("rm", "-rf", folder.toString());
    }
}
