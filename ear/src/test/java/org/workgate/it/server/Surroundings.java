package org.workgate.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.workgate.mqstandin.QueueManagerStandIn;

/**
 * What a server on IBM MQ needs beside itself: a PostgreSQL, and a stand-in for a queue manager, on which nothing is lost when it is
 * started anew, or the real one that the build wants.
 */
final class Surroundings implements AutoCloseable {

    private final Postgresql database;
    private final boolean ownsDatabase;
    private final @Nullable QueueManagerStandIn standIn = Address.isLive() ? null : startedStandIn();
    private final Address address = standIn == null ? Address.ofRealOne() : Address.of(standIn);

    /** With a database of its own. */
    Surroundings() {
        this(new Postgresql(), true);
    }

    /** With this database, which somebody else closes. */
    Surroundings(Postgresql database) {
        this(database, false);
    }

    private Surroundings(Postgresql database, boolean ownsDatabase) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
    }

    private static QueueManagerStandIn startedStandIn() {
        try {
            return QueueManagerStandIn.named("QM1")
                    .queues("GTLIn", "GTLOut", "GTLBackout", "RouterIn", "RouterOut", "RouterBackout")
                    .journal(Files.createTempDirectory(Path.of("target"), "queue-manager")
                            .resolve("journal"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Postgresql database() {
        return database;
    }

    Address address() {
        return address;
    }

    /** The stand-in; null where it is a real queue manager. */
    @Nullable
    QueueManagerStandIn standIn() {
        return standIn;
    }

    @Override
    public void close() {
        try {
            if (standIn != null) {
                standIn.close();
            }
        } finally {
            if (ownsDatabase) {
                database.close();
            }
        }
    }
}
