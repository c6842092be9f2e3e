package org.workgate.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** A file with one generated password that only its owner can read. */
record PasswordFile(Path path) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Without letters and digits that look alike; 24 of them are 120 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 24;

    /** The file, if it is there. */
    Optional<Path> existing() {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Optional.of(path) : Optional.empty();
    }

    /**
     * The password in the file; where there is no file, a new password is generated and written first. The file appears at
     * once complete and with its permissions.
     *
     * @throws UncheckedIOException if it cannot be read or written
     * @throws IllegalStateException if others than its owner can read it, or the file system cannot prevent that
     */
    String readOrGenerate() {
        try {
            if (existing().isEmpty()) {
                write(generate());
            }
            if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
                throw new IllegalStateException("Others can read or change " + path
                        + ": delete it, or set workgate.admin.password (environment WORKGATE_ADMIN_PASSWORD)");
            }
            return Files.readString(path).strip();
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException(
                    "The file system cannot keep " + path
                            + " private: set workgate.admin.password (environment WORKGATE_ADMIN_PASSWORD)",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String password) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (var channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            channel.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String generate() {
        return new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }

    /**
     * Removes the file, if it is there.
     *
     * @throws UncheckedIOException if it cannot be removed
     */
    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
