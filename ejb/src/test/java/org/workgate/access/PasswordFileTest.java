package org.workgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

    @TempDir
    private Path folder;

    private Path path;
    private PasswordFile file;

    @BeforeEach
    void name_the_file_in_a_folder_that_does_not_exist_yet() {
        path = folder.resolve("data/admin-password");
        file = new PasswordFile(path);
    }

    @Test
    void only_the_owner_can_read_a_generated_password() throws IOException {
        assertThat(file.existing()).isEmpty();

        file.readOrGenerate();

        assertThat(file.existing()).contains(path);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_generated_password_is_long_and_other_each_time() {
        String first = file.readOrGenerate();
        file.delete();

        assertThat(first).matches("[a-z2-9]{24}");
        assertThat(file.readOrGenerate()).isNotEqualTo(first);
    }

    @Test
    void a_password_that_was_generated_before_is_kept() {
        assertThat(file.readOrGenerate()).isEqualTo(new PasswordFile(path).readOrGenerate());
    }

    @Test
    void a_draft_that_a_crash_left_behind_is_replaced() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path.resolveSibling("admin-password.new"), "half");

        assertThat(file.readOrGenerate()).hasSize(24);
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void a_file_that_others_can_read_is_refused() throws IOException {
        file.readOrGenerate();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(file::readOrGenerate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WORKGATE_ADMIN_PASSWORD");
    }

    @Test
    void a_link_to_another_file_is_not_followed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "chosen by somebody else");
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, elsewhere);

        assertThat(file.readOrGenerate()).matches("[a-z2-9]{24}");
        assertThat(elsewhere).hasContent("chosen by somebody else");
    }

    @Test
    void deleting_a_file_that_is_not_there_is_fine() {
        file.delete();

        assertThat(file.existing()).isEmpty();
    }
}
