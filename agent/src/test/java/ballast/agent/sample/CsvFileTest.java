package ballast.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    private String written(Object... row) throws Exception {
        Path file = folder.resolve("new/folder/x.csv");
        try (var csv = new CsvFile(file, "a,b")) {
            csv.row(row);
        }
        return Files.readString(file);
    }

    @Test
    void numbersAreWrittenAlikeInEveryCountry() throws Exception {
        Locale.setDefault(Locale.GERMANY);
        assertThat(written(1234.5678912, 12345678901L, 7, "name")).isEqualTo("a,b\n1234.567891,12345678901,7,name\n");
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        assertThat(written(0.5, 10)).isEqualTo("a,b\n0.500000,10\n");
    }

    @Test
    void aMissingValueIsNan() throws Exception {
        assertThat(written(0.0, Double.NaN)).isEqualTo("a,b\n0.000000,nan\n");
    }

    @Test
    void whatIsFlushedCanBeReadAtOnce() throws Exception {
        Path file = folder.resolve("x.csv");
        try (var csv = new CsvFile(file, "a")) {
            csv.row(1);
            csv.flush();
            assertThat(file).hasContent("a\n1\n");
        }
    }
}
