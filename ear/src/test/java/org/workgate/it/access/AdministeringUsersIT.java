package org.workgate.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.WorkgateServer;

/** What administrators do to users over HTTP, and when it counts. Each test has a user of its own. */
@ExtendWith(SharedServer.class)
class AdministeringUsersIT {

    private static final String PASSWORD = "correct horse battery";

    private final String name = "user-" + UUID.randomUUID();
    private final WorkgateServer server;
    private final Api api;

    AdministeringUsersIT(WorkgateServer server, Api api) {
        this.server = server;
        this.api = api;
    }

    private static String user(String name, String password, String roles) {
        return "{\"name\": \"" + name + "\", \"password\": \"" + password + "\", \"roles\": " + roles + "}";
    }

    private HttpResponse<String> create(String roles) {
        HttpResponse<String> created = api.request("POST", "users", user(name, PASSWORD, roles));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created;
    }

    private HttpResponse<String> give(String roles, String ifMatch) {
        return api.request("PUT", "users/" + name, "{\"roles\": " + roles + "}", "If-Match", ifMatch);
    }

    /** The answer to this user, who asks the API for the list of tasks. */
    private int look(String password) throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve("api/v1/tasks?limit=1"))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static String code(HttpResponse<String> response) {
        return JsonParser.parseString(response.body())
                .getAsJsonObject()
                .get("code")
                .getAsString();
    }

    @Test
    void a_user_is_made_and_signs_in_and_nobody_reads_the_password() throws Exception {
        HttpResponse<String> created = create("[\"viewer\", \"integrator:mq\"]");

        assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/api/v1/users/" + name);
        HttpResponse<String> seen = api.look("users/" + name);
        assertThat(seen.body()).isEqualTo(created.body());
        assertThat(tag(seen)).isEqualTo(tag(created));
        JsonObject json = JsonParser.parseString(seen.body()).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("name", "roles", "createdAt");
        assertThat(json.getAsJsonArray("roles"))
                .extracting(JsonElement::getAsString)
                .containsExactly("integrator:mq", "viewer");
        assertThat(api.look("users").body()).contains("\"name\":\"admin\"", "\"name\":\"" + name + "\"");
        assertThat(look(PASSWORD)).isEqualTo(200);
        assertThat(server.lines(Pattern.compile(PASSWORD))).isEmpty();
    }

    @Test
    void a_name_is_given_once() {
        create("[]");

        HttpResponse<String> again = api.request("POST", "users", user(name, PASSWORD, "[]"));

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(code(again)).isEqualTo("USER_EXISTS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a name | correct horse battery | [] | A name has 1 to 64 letters",
                "short | elevenchars | [] | A password has 12 to 1024 characters",
                "root | correct horse battery | [~root~] | There is no role root",
                "vague | correct horse battery | [~integrator~] | integrator:ID",
                "odd | correct horse battery | ~viewer~ | roles must be an array of texts",
            })
    void what_cannot_be_used_is_refused_with_what_would_be_right(
            String wrong, String password, String roles, String told) {
        HttpResponse<String> refused = api.request("POST", "users", user(wrong, password, roles.replace('~', '"')));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("INVALID_FORMAT");
        assertThat(refused.body()).contains(told).doesNotContain(password);
    }

    @Test
    void a_body_with_anything_else_is_refused() {
        HttpResponse<String> refused = api.request("POST", "users", "{\"name\": \"" + name + "\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("name, password, roles and nothing else");
    }

    @Test
    void roles_are_changed_by_who_has_seen_the_present_ones_and_count_at_once() throws Exception {
        HttpResponse<String> created = create("[]");
        assertThat(look(PASSWORD)).isEqualTo(403);

        HttpResponse<String> changed = give("[\"viewer\"]", tag(created));

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(tag(created));
        assertThat(look(PASSWORD)).isEqualTo(200);
        assertThat(give("[]", tag(created)).statusCode()).isEqualTo(412);
        assertThat(api.request("PUT", "users/" + name, "{\"roles\": []}").statusCode())
                .isEqualTo(428);
        assertThat(look(PASSWORD)).isEqualTo(200);
    }

    @Test
    void a_password_that_is_replaced_is_worth_nothing_any_more() throws Exception {
        create("[\"viewer\"]");
        assertThat(look(PASSWORD)).isEqualTo(200);

        HttpResponse<String> set =
                api.request("PUT", "users/" + name + "/password", "{\"password\": \"another good password\"}");

        assertThat(set.statusCode()).as(set.body()).isEqualTo(204);
        assertThat(look(PASSWORD)).isEqualTo(401);
        assertThat(look("another good password")).isEqualTo(200);
    }

    @Test
    void a_user_who_is_removed_does_not_come_in_and_is_not_there() throws Exception {
        HttpResponse<String> created = create("[\"viewer\"]");
        assertThat(look(PASSWORD)).isEqualTo(200);
        give("[\"viewer\", \"auditor\"]", "*");

        assertThat(api.request("DELETE", "users/" + name, "", "If-Match", tag(created))
                        .statusCode())
                .isEqualTo(412);
        assertThat(api.request("DELETE", "users/" + name, "").statusCode()).isEqualTo(204);

        assertThat(look(PASSWORD)).isEqualTo(401);
        for (HttpResponse<String> gone : List.of(
                api.look("users/" + name),
                give("[]", "*"),
                api.request("PUT", "users/" + name + "/password", "{\"password\": \"another good password\"}"),
                api.request("DELETE", "users/" + name, ""))) {
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(code(gone)).isEqualTo("USER_NOT_FOUND");
        }
    }

    @Test
    void the_last_administrator_keeps_the_role() {
        HttpResponse<String> removed = api.request("DELETE", "users/admin", "");
        HttpResponse<String> changed = api.request("PUT", "users/admin", "{\"roles\": [\"viewer\"]}", "If-Match", "*");

        assertThat(List.of(removed, changed)).allSatisfy(refused -> {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(code(refused)).isEqualTo("LAST_ADMINISTRATOR");
        });
        assertThat(api.look("users/admin").body())
                .contains("\"administrator\",\"agent\",\"auditor\",\"distributor:*\",\"integrator:*\","
                        + "\"operator\",\"viewer\"");
    }

    @Test
    void who_is_signed_in_to_the_console_has_the_present_roles_and_is_signed_out_with_the_old_password()
            throws Exception {
        create("[\"viewer\"]");
        HttpClient console =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        signIn(console);
        assertThat(page(console)).isEqualTo(200);

        give("[]", "*");
        assertThat(page(console)).isEqualTo(403);
        give("[\"viewer\"]", "*");
        assertThat(page(console)).isEqualTo(200);

        api.request("PUT", "users/" + name + "/password", "{\"password\": \"another good password\"}");
        assertThat(page(console)).isEqualTo(302);
        assertThat(page(console)).isEqualTo(302);
    }

    private void signIn(HttpClient console) throws IOException, InterruptedException {
        console.send(
                HttpRequest.newBuilder(at("sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("name=" + name + "&password="
                                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8)
                                + "&submit=Sign+in&form_SUBMIT=1&jakarta.faces.ViewState=stateless"))
                        .build(),
                BodyHandlers.discarding());
    }

    private int page(HttpClient console) throws IOException, InterruptedException {
        return console.send(HttpRequest.newBuilder(at("structure")).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private URI at(String page) {
        return server.address().resolve(page);
    }
}
