package org.workgate.mqstandin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a key of his own and a certificate that he has signed himself, for tests of TLS. Valid for two days, and made by the
 * JDK's own {@code keytool}, since the JDK has no other way.
 */
public final class SelfSigned {

    /** The password of all that lies in files here, which is worth no better one. */
    public static final String PASSWORD = "changeit";

    private static final String TYPE = "PKCS12";

    private final String name;
    private final Path folder;
    private final Certificate certificate;

    private SelfSigned(String name, Path folder) throws IOException, GeneralSecurityException {
        this.name = name;
        this.folder = folder;
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-storetype",
                TYPE,
                "-keystore",
                keyStore().toString(),
                "-storepass",
                PASSWORD);
        certificate = load(keyStore()).getCertificate(name);
        KeyStore trusted = trusting(this);
        try (OutputStream file = Files.newOutputStream(trustStore())) {
            trusted.store(file, PASSWORD.toCharArray());
        }
    }

    /**
     * Makes somebody of this name, whose files lie in this folder.
     *
     * @throws IllegalArgumentException if somebody of this name has been made there before
     */
    public static SelfSigned named(String name, Path folder) {
        if (Files.exists(keyStore(name, folder))) {
            throw new IllegalArgumentException("There is somebody called " + name + " in " + folder + " already");
        }
        try {
            return new SelfSigned(name, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file with his key and his certificate (PKCS #12). */
    public Path keyStore() {
        return keyStore(name, folder);
    }

    private static Path keyStore(String name, Path folder) {
        return folder.resolve(name + "-key.p12");
    }

    /** The file with his certificate alone, for those who trust him (PKCS #12). */
    public Path trustStore() {
        return folder.resolve(name + "-trust.p12");
    }

    /** With what he speaks TLS with those whom he trusts. */
    public SSLContext trusts(SelfSigned... others) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(keyStore()), PASSWORD.toCharArray());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusting(others));
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore trusting(SelfSigned... others) throws IOException, GeneralSecurityException {
        KeyStore store = load(null);
        for (SelfSigned other : others) {
            store.setCertificateEntry(other.name, other.certificate);
        }
        return store;
    }

    private static KeyStore load(@Nullable Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(TYPE);
        try (InputStream content = file == null ? null : Files.newInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(String... arguments) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var command = new ArrayList<String>();
        command.add(tool.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
