package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStructureTest {

    @TempDir
    private Path folder;

    @Test
    void without_a_setting_there_is_one_solution_for_every_capture_point() {
        BusinessStructure minimal = FirstStructure.structure("");

        assertThat(minimal.homeOf("any")).map(home -> home.solution().id()).contains("default");
    }

    @Test
    void the_sample_is_the_published_one() {
        assertThat(FirstStructure.structure("sample")).isEqualTo(Structures.of(Structures.sample()));
    }

    @Test
    void a_file_is_read_where_it_is() throws IOException {
        Path file = folder.resolve("structure.yaml");
        Files.writeString(file, Structures.sample());

        assertThat(FirstStructure.structure(file.toString())).isEqualTo(Structures.of(Structures.sample()));
    }

    @Test
    void a_file_that_cannot_be_used_stops_the_start_with_all_its_faults() throws IOException {
        Path file = folder.resolve("structure.yaml");
        Files.writeString(file, "tenants: [{name: x, zone: UTC, solutions: [{id: s}]}]");

        assertThatIllegalStateException()
                .isThrownBy(() -> FirstStructure.structure(file.toString()))
                .withMessageContaining("The setting workgate.structure.file is \"" + file + "\"")
                .withMessageContaining("tenants[1].zone (line 1) is not known")
                .withMessageContaining("tenants[1].id (line 1) is missing");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        FirstStructure.structure(folder.resolve("none.yaml").toString()))
                .withMessageContaining("none.yaml\"; it has to be sample or the absolute path of a file");
    }
}
