package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import ballast.coordinator.client.ApiException;
import ballast.coordinator.client.Trust;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** Where the lab's coordinator is, and what is shown to it. The token itself is never an argument: others can read these. */
final class CoordinatorOptions {
    private static final String DEFAULT = "http://127.0.0.1:7356";

    @Option(
            names = "--coordinator",
            paramLabel = "URL[,URL...]",
            description = "The coordinator, or all of several. Default: BALLAST_COORDINATOR, else " + DEFAULT)
    String coordinator;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A copy of the coordinator's STORE/.ballast/token. Default: BALLAST_TOKEN_FILE")
    Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Who has signed the coordinator's certificate (PEM), for https. Default: BALLAST_CA")
    Path ca;

    private interface Question<T> {
        T ask(ApiClient client) throws ApiException;
    }

    JsonNode get(String path) throws CommandException {
        return asking(false, client -> client.get(path));
    }

    String text(String path) throws CommandException {
        return asking(false, client -> client.text(path));
    }

    JsonNode post(String path) throws CommandException {
        return asking(true, client -> client.post(path, Optional.empty()));
    }

    JsonNode post(String path, JsonNode body) throws CommandException {
        return asking(true, client -> client.post(path, Optional.of(body)));
    }

    Stream<String> lines(String path) throws CommandException {
        return asking(false, client -> client.lines(path));
    }

    /** @param changes only then a token is wanted, and has to be there */
    private <T> T asking(boolean changes, Question<T> question) throws CommandException {
        try {
            return question.ask(client(System.getenv(), changes));
        } catch (ApiException e) {
            throw new CommandException(
                    e.reached() ? ExitCode.BAD_INPUT : ExitCode.NO_COORDINATOR, "ballast: " + e.getMessage());
        }
    }

    private ApiClient client(Map<String, String> environment, boolean changes) throws CommandException {
        Path token = changes ? orElse(tokenFile, environment.get("BALLAST_TOKEN_FILE")) : null;
        Path authority = orElse(ca, environment.get("BALLAST_CA"));
        String where = named(environment).orElse(DEFAULT);
        Optional<String> shown = token == null ? Optional.empty() : Optional.of(token(token));
        return new ApiClient(urls(where), shown, authority == null ? Optional.empty() : Optional.of(trust(authority)));
    }

    /** What the user calls a lab; empty: nothing, and the lab is the one on this machine. */
    Optional<String> named(Map<String, String> environment) {
        String variable = environment.getOrDefault("BALLAST_COORDINATOR", "");
        return coordinator == null && variable.isEmpty()
                ? Optional.empty()
                : Optional.of(coordinator == null ? variable : coordinator);
    }

    private static Path orElse(Path given, String variable) {
        return given != null || variable == null || variable.isEmpty() ? given : Path.of(variable);
    }

    private static String token(Path file) throws CommandException {
        try {
            String token = Files.readString(file).strip();
            if (token.matches("[\\x21-\\x7e]+")) {
                return token;
            }
            throw CommandException.badInput(file + " holds no token: want one line of letters, digits, '-' and '_'");
        } catch (IOException e) {
            throw CommandException.badInput("the token in " + file + " cannot be read: " + e);
        }
    }

    private static SSLContext trust(Path file) throws CommandException {
        try {
            return Trust.of(file);
        } catch (IOException e) {
            throw CommandException.badInput("the certificates in " + file + " cannot be read: " + e.getMessage());
        }
    }

    static List<URI> urls(String text) throws CommandException {
        List<URI> urls = new ArrayList<>();
        for (String one : text.split(",")) {
            urls.add(url(one.strip().replaceFirst("/+$", "")));
        }
        return urls;
    }

    private static URI url(String text) throws CommandException {
        try {
            URI url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw CommandException.badInput(
                "--coordinator: got '" + text + "', want http://HOST:PORT or https://HOST:PORT");
    }
}
