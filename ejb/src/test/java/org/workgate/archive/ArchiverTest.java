package org.workgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiverTest {

    @Test
    void archived_tasks_are_kept_for_as_many_days_as_the_setting_says() {
        assertThat(Archiver.kept(" 365 ")).isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "100000", "ever", " "})
    void a_setting_that_is_no_number_of_days_is_refused(String days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Archiver.kept(days))
                .withMessageContaining("The setting workgate.archive.days is \"" + days
                        + "\"; it has to be a whole number of days from 1 to 99999");
    }

    @Test
    void the_setting_is_on_the_page_of_settings() throws IOException {
        assertThat(Files.readString(Path.of("../docs/settings.md"))).contains("| `workgate.archive.days` |");
    }
}
