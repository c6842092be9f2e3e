package org.workgate.it.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.workgate.it.server.Api;
import org.workgate.it.server.WorkgateServer;
import org.workgate.mqstandin.SelfSigned;

/** Programs that come in by a token of an OpenID provider. */
class BearingTokensIT {

    private static Issuer issuer;
    private static WorkgateServer server;
    private static Api admin;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        server = WorkgateServer.named("tokens")
                .variable("workgate.oidc.issuer", issuer.name())
                .variable("workgate.oidc.audience", "workgate")
                .variable("workgate.oidc.roles-claim", "realm_access.roles")
                .create()
                .start();
        admin = new Api(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    private HttpResponse<String> with(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> look(String token) throws IOException, InterruptedException {
        return with(token, "GET", "api/v1/tasks?limit=1", "");
    }

    private void assertRefused(String token, String why) throws IOException, InterruptedException {
        HttpResponse<String> response = look(token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).anySatisfy(challenge -> assertThat(challenge)
                .startsWith("Bearer realm=\"Workgate\", error=\"invalid_token\", error_description=\"")
                .contains(why));
        assertThat(response.body()).contains("The token is not accepted: ", why);
    }

    @Test
    void a_token_with_the_role_does_what_the_role_may_and_the_history_says_who_it_was() throws Exception {
        String captureId = UUID.randomUUID().toString();
        String brokerId = admin.exchange("<CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>")
                .get(0)
                .value("BrokerId");

        assertThat(look(issuer.token("billing-batch", "viewer", "unknown-here")).statusCode())
                .isEqualTo(200);
        assertThat(with(issuer.token("billing-batch", "operator"), "POST", "api/v1/tasks/" + brokerId + "/hold", "{}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(admin.history(Integer.parseInt(brokerId)).toString()).contains("\"principal\":\"billing-batch\"");
    }

    @Test
    void a_token_without_the_role_may_not() throws Exception {
        assertThat(look(issuer.token("nobody")).statusCode()).isEqualTo(403);
        assertThat(look(issuer.token("agent", "agent")).statusCode()).isEqualTo(403);
        assertThat(look(issuer.token(issuer.claims("text").claim("realm_access", "viewer")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_token_names_the_points_of_a_role_that_holds_at_points() throws Exception {
        String path = "api/v1/capture-points/mq/messages";
        String message = "<GTLMessages><Ping/></GTLMessages>";

        assertThat(with(issuer.token("crm", "integrator:mq"), "POST", path, message)
                        .statusCode())
                .isEqualTo(202);
        assertThat(with(issuer.token("erp", "integrator:erp", "viewer"), "POST", path, message)
                        .statusCode())
                .isEqualTo(404);
        assertThat(with(issuer.token("none", "integrator"), "POST", path, message)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_token_that_is_not_for_here_or_not_any_more_is_refused_and_told_why() throws Exception {
        assertRefused(
                issuer.token(issuer.claims("late", "viewer")
                        .expirationTime(Date.from(Instant.now().minus(2, ChronoUnit.MINUTES)))),
                "Expired JWT");
        assertRefused(
                issuer.token(issuer.claims("early", "viewer")
                        .notBeforeTime(Date.from(Instant.now().plus(5, ChronoUnit.MINUTES)))),
                "before use time");
        assertRefused(issuer.token(issuer.claims("elsewhere", "viewer").audience("other")), "aud claim");
        assertRefused(issuer.token(issuer.claims("stranger", "viewer").issuer("https://example.com")), "iss");
        assertRefused(issuer.token(issuer.claims("for ever", "viewer").expirationTime(null)), "exp");
        assertRefused(issuer.token(issuer.claims("x".repeat(65), "viewer")), "1 to 64 printable characters");
        assertRefused(issuer.token(issuer.claims("bell\u0007", "viewer")), "1 to 64 printable characters");
    }

    @Test
    void a_token_that_the_issuer_has_not_signed_is_refused() throws Exception {
        String good = issuer.token("good", "viewer");
        RSAKey stranger = new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(2048).generate();

        assertRefused("nonsense", "");
        assertRefused(Issuer.tampered(good, claims -> claims.replace("good", "evil")), "signature");
        assertRefused(Issuer.token(issuer.claims("evil", "viewer"), stranger), "");
        assertRefused(new PlainJWT(issuer.claims("evil", "viewer").build()).serialize(), "");
        assertRefused(signedWithThePublicKey(good), "");
        assertThat(look(good).statusCode()).isEqualTo(200);
    }

    /** Who knows the public key, as everybody does, could sign so if the algorithm were left to the token. */
    private static String signedWithThePublicKey(String good) throws Exception {
        var header = SignedJWT.parse(good).getHeader();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(header.getKeyID())
                        .build(),
                issuer.claims("evil", "viewer").build());
        try {
            token.sign(new MACSigner(issuer.publicKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Test
    void a_key_that_the_issuer_has_exchanged_is_found_and_the_old_one_worth_nothing() throws Exception {
        assertThat(look(issuer.token("before", "viewer")).statusCode()).isEqualTo(200);

        RSAKey old = issuer.changeKey();

        assertThat(look(issuer.token("after", "viewer")).statusCode()).isEqualTo(200);
        assertRefused(Issuer.token(issuer.claims("old", "viewer"), old), "");
    }

    @Test
    void who_bears_nothing_is_told_of_both_ways_in() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(server.address().resolve("api/v1/tasks")).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .containsExactly("Basic realm=\"Workgate\", charset=\"UTF-8\"", "Bearer realm=\"Workgate\"");
    }

    @Test
    void a_provider_is_trusted_as_the_jvm_says_though_the_server_trusts_a_queue_manager_only(@TempDir Path folder) {
        var provider = SelfSigned.named("provider", folder);
        var queueManager = SelfSigned.named("queue-manager", folder);
        try (var secure = new Issuer(provider.trusts(provider));
                WorkgateServer other = WorkgateServer.named("tokens-tls")
                        .variable("workgate.oidc.issuer", secure.name())
                        .variable("workgate.oidc.audience", "workgate")
                        .variable("workgate.oidc.roles-claim", "realm_access.roles")
                        .overriding(
                                "queue-manager",
                                "<keyStore id='queue-manager' location='" + queueManager.trustStore() + "' password='"
                                        + SelfSigned.PASSWORD + "' readOnly='true'/>",
                                "<ssl id='queue-manager' keyStoreRef='queue-manager' trustStoreRef='queue-manager'/>",
                                "<sslDefault outboundSSLRef='queue-manager'/>")
                        .create()) {
            other.place(
                    "configDropins/overrides/jvm.options",
                    "-Djavax.net.ssl.trustStore=" + provider.trustStore() + "\n-Djavax.net.ssl.trustStorePassword="
                            + SelfSigned.PASSWORD + "\n");
            other.start();
            var api = HttpRequest.newBuilder(other.address().resolve("api/v1/tasks?limit=1"))
                    .header("Authorization", "Bearer " + secure.token("anybody", "viewer"))
                    .build();

            assertThat(client.sendAsync(api, BodyHandlers.ofString()).join().statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_provider_that_does_not_answer_leaves_the_question_open() {
        try (var away = new Issuer()) {
            String token = away.token("anybody", "viewer");
            try (WorkgateServer other = WorkgateServer.named("tokens-away")
                    .variable("workgate.oidc.issuer", away.name())
                    .variable("workgate.oidc.audience", "workgate")
                    .variable("workgate.oidc.roles-claim", "realm_access.roles")
                    .create()) {
                away.pause();
                other.start();
                var api = HttpRequest.newBuilder(other.address().resolve("api/v1/tasks?limit=1"))
                        .header("Authorization", "Bearer " + token)
                        .build();

                assertThat(client.sendAsync(api, BodyHandlers.ofString()).join().statusCode())
                        .isEqualTo(503);
                away.goOn();
                await("the provider to be asked again")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> client.sendAsync(api, BodyHandlers.ofString())
                                        .join()
                                        .statusCode()
                                == 200);
            }
        }
    }
}
