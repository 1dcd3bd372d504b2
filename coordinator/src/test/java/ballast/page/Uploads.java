package ballast.page;

import ballast.message.ToAgent.StartAttempt;
import ballast.model.ResultFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Files on their way to a coordinator, as an agent sends them. */
final class Uploads {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Uploads() {}

    static List<ResultFile> put(StartAttempt start, Map<String, String> files)
            throws IOException, InterruptedException {
        List<ResultFile> sent = new ArrayList<>();
        for (var file : files.entrySet()) {
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            var request = HttpRequest.newBuilder(URI.create(start.uploadUri() + "/" + file.getKey()))
                    .header("Authorization", "Bearer " + start.uploadToken())
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                    .build();
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 201) {
                throw new IOException("upload of " + file.getKey() + ": got status " + status + ", want 201");
            }
            sent.add(new ResultFile(file.getKey(), content.length, sha256(content)));
        }
        return sent;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
