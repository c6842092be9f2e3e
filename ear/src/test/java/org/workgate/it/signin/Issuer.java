package org.workgate.it.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** What an OpenID provider is to the product: a description, public keys, and tokens that it signs. */
final class Issuer implements AutoCloseable {

    private final String scheme;
    private final HttpServer server;
    private volatile RSAKey key = key();
    private volatile boolean paused;

    Issuer() {
        this("http", listening(HttpServer::create));
    }

    /** One that speaks TLS, with the key of this context. */
    Issuer(SSLContext tls) {
        this("https", listening((address, backlog) -> {
            HttpsServer secure = HttpsServer.create(address, backlog);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            return secure;
        }));
    }

    private Issuer(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.createContext(
                "/.well-known/openid-configuration",
                exchange ->
                        answer(exchange, "{\"issuer\": \"" + name() + "\", \"jwks_uri\": \"" + name() + "/keys\"}"));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        server.start();
    }

    /** Makes a server. */
    @FunctionalInterface
    private interface Make {
        HttpServer at(InetSocketAddress address, int backlog) throws IOException;
    }

    private static HttpServer listening(Make server) {
        try {
            return server.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        if (paused) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How it calls itself, which is its address. */
    String name() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Its key, with which it signs from now on. */
    RSAKey changeKey() {
        RSAKey old = key;
        key = key();
        return old;
    }

    /** The key that everybody may know, as bytes. */
    byte[] publicKey() {
        try {
            return key.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers with 503 until it goes on. */
    void pause() {
        paused = true;
    }

    void goOn() {
        paused = false;
    }

    /** The claims of a token that is good for a minute. */
    JWTClaimsSet.Builder claims(String user, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(List.of("other", "workgate"))
                .subject(user)
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .expirationTime(Date.from(Instant.now().plus(1, ChronoUnit.MINUTES)));
    }

    String token(String user, String... roles) {
        return token(claims(user, roles));
    }

    String token(JWTClaimsSet.Builder claims) {
        return token(claims, key);
    }

    static String token(JWTClaimsSet.Builder claims, RSAKey signer) {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(signer.getKeyID())
                        .build(),
                claims.build());
        try {
            token.sign(new RSASSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** The same token with other claims than those that were signed. */
    static String tampered(String token, UnaryOperator<String> claims) {
        String[] parts = token.split("\\.", 3);
        var decoder = java.util.Base64.getUrlDecoder();
        String changed = claims.apply(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8));
        return parts[0] + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(changed.getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
