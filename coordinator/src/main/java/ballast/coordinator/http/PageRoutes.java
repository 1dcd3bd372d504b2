package ballast.coordinator.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which of the live page's answers a request below {@code /api} wants. */
final class PageRoutes {
    private static final String TAIL = "tail=";

    private PageRoutes() {}

    /** @return empty if it wants something else */
    static Optional<CompletionStage<ApiAnswer>> answer(PagePort port, Api.Call call) {
        List<String> path = call.path();
        if (path.equals(List.of("live"))) {
            return Optional.of(port.live());
        }
        if (path.size() < 3 || !path.get(0).equals("campaigns")) {
            return Optional.empty();
        }
        String campaign = path.get(1);
        if (path.size() == 3) {
            return switch (path.get(2)) {
                case "changes" -> Optional.of(port.changes(campaign));
                case "plan" -> Optional.of(port.plan(campaign));
                case "figures" -> Optional.of(port.figures(campaign));
                default -> Optional.empty();
            };
        }
        return path.get(2).equals("runs")
                ? ofRun(port, campaign, path.subList(3, path.size()), call.query())
                : Optional.empty();
    }

    private static Optional<CompletionStage<ApiAnswer>> ofRun(
            PagePort port, String campaign, List<String> path, String query) {
        if (path.size() == 2) {
            return Optional.of(port.run(campaign, path.get(0), path.get(1)));
        }
        if (path.size() > 3 && path.get(2).equals("files")) {
            return Optional.of(
                    port.file(campaign, path.get(0), path.get(1), path.subList(3, path.size()), tail(query)));
        }
        return Optional.empty();
    }

    /** What is no number asks for nothing. */
    private static long tail(String query) {
        return List.of(query.split("&")).stream()
                .filter(part -> part.startsWith(TAIL))
                .map(part -> part.substring(TAIL.length()))
                .filter(number -> number.matches("\\d{1,12}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }
}
