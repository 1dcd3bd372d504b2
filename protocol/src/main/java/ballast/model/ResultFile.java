package ballast.model;

/**
 * A file of an attempt's result.
 *
 * @param path relative to the attempt's folder, with slashes
 * @param sha256 of its content, in hex
 */
public record ResultFile(String path, long bytes, String sha256) {
    public ResultFile {
        for (String part : path.split("/", -1)) {
            Names.requirePathSafe("result file " + path, part);
        }
        Ranges.atLeast("bytes of " + path, bytes, 0);
    }
}
