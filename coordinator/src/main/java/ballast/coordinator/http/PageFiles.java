package ballast.coordinator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** The live page's own files, out of this program: {@code /} is the page, {@code /page/NAME} what it loads. Nothing of it comes from another site. */
final class PageFiles {
    /** Of this program's files none has another; so no name leads out of their folder. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.licence)?\\.(html|css|js|svg|txt)");

    private static final String FOLDER = "/ballast/coordinator/page/";

    /** What runs in the page comes from here, and it talks to nobody else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final List<HttpHeader> HEADERS = List.of(
            RawHeader.create("Content-Security-Policy", POLICY),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
            // looked up anew each time, and sent only when this program is another one
            RawHeader.create("Cache-Control", "no-cache"));

    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "css", ContentTypes.parse("text/css; charset=UTF-8"),
            "js", ContentTypes.parse("text/javascript; charset=UTF-8"),
            "svg", ContentTypes.parse("image/svg+xml"),
            "txt", ContentTypes.TEXT_PLAIN_UTF8);

    private final Map<String, Optional<Content>> read = new ConcurrentHashMap<>();

    private record Content(ByteString bytes, String tag) {}

    /** The name of the file that a request wants; empty if it wants something else. */
    static Optional<String> wanted(List<String> segments) {
        if (segments.isEmpty() || segments.equals(List.of(""))) {
            return Optional.of("index.html");
        }
        return segments.size() == 2 && segments.get(0).equals("page") ? Optional.of(segments.get(1)) : Optional.empty();
    }

    /** @return empty if there is no such file */
    Optional<HttpResponse> answer(HttpRequest request, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return read.computeIfAbsent(name, PageFiles::load).map(content -> answer(request, name, content));
    }

    private static HttpResponse answer(HttpRequest request, String name, Content content) {
        HttpResponse response =
                HttpResponse.create().addHeaders(HEADERS).addHeader(RawHeader.create("ETag", content.tag()));
        boolean known = request.getHeader("If-None-Match")
                .filter(header -> header.value().equals(content.tag()))
                .isPresent();
        return known
                ? response.withStatus(StatusCodes.NOT_MODIFIED)
                : response.withEntity(
                        HttpEntities.create(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), content.bytes()));
    }

    private static Optional<Content> load(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Optional.of(new Content(
                    ByteString.fromArray(bytes), '"' + HexFormat.of().formatHex(digest, 0, 16) + '"'));
        } catch (IOException e) {
            throw new UncheckedIOException("this program's " + FOLDER + name + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
