package org.workgate.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.workgate.it.server.WorkgateServer;

/** The password of the user {@code admin} over the life of an installation. */
class FirstUserIT {

    @TempDir
    private Path data;

    private WorkgateServer server(String password) {
        return WorkgateServer.named("first-user")
                .variable("workgate.admin.password", password)
                .variable("workgate.data.dir", data.toString())
                .create()
                .start();
    }

    /** The answer to somebody who asks for a task that does not exist: 404 once signed in, else 401. */
    private static int signIn(URI server, String password) throws Exception {
        String credentials = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.resolve("api/v1/tasks/2147483647"))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void a_password_is_generated_where_none_is_given_and_a_given_one_replaces_it_later() throws Exception {
        Path file = data.resolve("admin-password");
        String generated;
        try (WorkgateServer first = server("")) {
            generated = Files.readString(file).strip();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(first.lines(WorkgateServer.START_LINE))
                    .singleElement()
                    .asString()
                    .contains(file.toString());
            assertThat(first.lines(Pattern.compile(Pattern.quote(generated)))).isEmpty();
            assertThat(signIn(first.address(), generated)).isEqualTo(404);
        }
        try (WorkgateServer second = server("given later")) {
            assertThat(signIn(second.address(), "given later")).isEqualTo(404);
            assertThat(signIn(second.address(), generated)).isEqualTo(401);
            assertThat(file).doesNotExist();
        }
    }
}
