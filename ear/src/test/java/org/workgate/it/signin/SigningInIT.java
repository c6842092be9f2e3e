package org.workgate.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.WorkgateServer;

/** Who comes in and who does not, as programs meet it on the packaged server. */
@ExtendWith(SharedServer.class)
class SigningInIT {

    private final URI server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    SigningInIT(WorkgateServer server) {
        this.server = server.address();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> signInToTheConsole() throws IOException, InterruptedException {
        return send(to("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=admin&password="
                        + WorkgateServer.ADMIN_PASSWORD.replace(' ', '+')
                        + "&submit=Sign+in&form_SUBMIT=1&jakarta.faces.ViewState=stateless")));
    }

    @Test
    void the_api_asks_for_name_and_password_and_begins_no_session() throws Exception {
        HttpResponse<String> stranger = send(to("/api/v1/tasks/2147483647"));
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate"))
                .contains("Basic realm=\"Workgate\", charset=\"UTF-8\"");
        assertThat(stranger.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");

        HttpResponse<String> admin = send(
                to("/api/v1/tasks/2147483647").header("Authorization", basic("admin", WorkgateServer.ADMIN_PASSWORD)));
        assertThat(admin.statusCode()).isEqualTo(404);
        assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    }

    @Test
    void nobody_is_believed_to_be_a_proxy_who_is_not_named_as_one() throws Exception {
        HttpRequest.Builder ping = to("/api/v1/capture-points/mq/messages")
                .header("Authorization", basic("admin", WorkgateServer.ADMIN_PASSWORD))
                .header("Origin", "https://" + server.getAuthority())
                .POST(BodyPublishers.ofString("<GTLMessages><Ping/></GTLMessages>"));

        HttpResponse<String> forwarded =
                send(ping.header("X-Forwarded-Proto", "https").header("X-Forwarded-For", "10.1.2.3"));

        assertThat(forwarded.statusCode()).isEqualTo(403);
    }

    @Test
    void the_api_ignores_the_session_of_the_console() throws Exception {
        assertThat(signInToTheConsole().headers().firstValue("Location").orElseThrow())
                .endsWith("/tasks");
        assertThat(send(to("/tasks")).statusCode()).isEqualTo(200);

        assertThat(send(to("/api/v1/tasks/2147483647")).statusCode()).isEqualTo(401);
    }

    @Test
    void scripts_cannot_read_the_cookies_of_a_session() throws Exception {
        HttpResponse<String> response = signInToTheConsole();

        assertThat(response.headers().allValues("Set-Cookie")).hasSize(2).allSatisfy(cookie -> assertThat(cookie)
                .contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void a_session_that_was_there_before_the_sign_in_is_worth_nothing_after_it() throws Exception {
        signInToTheConsole();
        HttpCookie old = session();

        signInToTheConsole();

        assertThat(session().getValue()).isNotEqualTo(old.getValue());
        cookies.getCookieStore().removeAll();
        assertThat(send(to("/tasks").header("Cookie", old.getName() + "=" + old.getValue()))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void who_signs_out_has_neither_session_nor_cookie_any_more() throws Exception {
        signInToTheConsole();
        assertThat(cookies.getCookieStore().getCookies())
                .extracting(HttpCookie::getName)
                .contains("WORKGATE_SIGNED_IN");

        send(to("/sign-out").POST(BodyPublishers.noBody()));

        assertThat(cookies.getCookieStore().getCookies())
                .extracting(HttpCookie::getName)
                .doesNotContain("WORKGATE_SIGNED_IN");
        assertThat(send(to("/tasks")).statusCode()).isEqualTo(302);
    }

    @Test
    void the_session_cookie_alone_does_not_sign_in() throws Exception {
        signInToTheConsole();
        HttpCookie session = session();
        cookies.getCookieStore().removeAll();

        assertThat(send(to("/tasks").header("Cookie", session.getName() + "=" + session.getValue()))
                        .statusCode())
                .isEqualTo(302);
    }

    private HttpCookie session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("WORKGATE_SESSION"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void strangers_begin_no_session() throws Exception {
        assertThat(send(to("/sign-in")).statusCode()).isEqualTo(200);
        assertThat(send(to("/")).statusCode()).isEqualTo(302);
        assertThat(send(to("/health/nothing")).statusCode()).isEqualTo(404);
        assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/capture-points/mq/messages, Origin, http://evil.example",
        "/api/v1/capture-points/mq/messages, Sec-Fetch-Site, cross-site",
        "/sign-in, Origin, null",
        "/sign-out, Sec-Fetch-Site, same-site",
        "/tasks, Origin, http://evil.example"
    })
    void a_request_forged_by_another_site_is_refused(String path, String header, String value) throws Exception {
        HttpResponse<String> response =
                send(to(path).header("Authorization", basic("admin", WorkgateServer.ADMIN_PASSWORD))
                        .header(header, value)
                        .POST(BodyPublishers.ofString("x")));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(path.startsWith("/api") ? "application/problem+json" : "text/html");
        assertThat(response.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/tasks", "/api/v1/tasks/1", "/health/live", "/nowhere"})
    void browsers_are_told_to_be_careful(String path) throws Exception {
        var headers = send(to(path)).headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.allValues("Content-Security-Policy"))
                .anySatisfy(policy -> assertThat(policy).contains("frame-ancestors 'none'", "object-src 'none'"));
        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void pages_run_only_the_scripts_that_they_came_with() throws Exception {
        assertThat(send(to("/sign-in")).headers().allValues("Content-Security-Policy"))
                .anySatisfy(policy -> assertThat(policy)
                        .containsPattern("script-src 'self' 'nonce-[^']+'")
                        .doesNotContain("unsafe-eval"));
    }

    @Test
    void guessing_is_slowed_down_and_told_how_long_to_wait() throws Exception {
        String name = "user-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertThat(send(to("/api/v1/tasks/1").header("Authorization", basic(name, "guess" + i)))
                            .statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> throttled = send(to("/api/v1/tasks/1").header("Authorization", basic(name, "guess")));

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("1");
        assertThat(send(to("/api/v1/tasks/2147483647")
                                .header("Authorization", basic("admin", WorkgateServer.ADMIN_PASSWORD)))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void health_tells_more_to_who_signs_in_and_turns_nobody_away() throws Exception {
        assertThat(readiness(to("/health/ready"))).doesNotContain("checks");
        assertThat(readiness(
                        to("/health/ready").header("Authorization", basic("admin", WorkgateServer.ADMIN_PASSWORD))))
                .contains("checks");
        assertThat(readiness(to("/health/ready").header("Authorization", basic("nobody-" + UUID.randomUUID(), "x"))))
                .doesNotContain("checks");
    }

    private String readiness(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
