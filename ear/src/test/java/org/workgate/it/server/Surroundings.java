package org.workgate.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.workgate.mqstandin.QueueManagerStandIn;

/**
 * What a server on IBM MQ needs beside itself: a stand-in for a queue manager, on which nothing is lost when it is started anew, and a
 * PostgreSQL.
 */
final class Surroundings implements AutoCloseable {

    private final Postgresql database = new Postgresql();
    private final QueueManagerStandIn queueManager = QueueManagerStandIn.named("QM1")
            .queues("GTLIn", "GTLOut", "GTLBackout", "RouterIn", "RouterOut", "RouterBackout")
            .journal(journal())
            .start();

    private static Path journal() {
        try {
            return Files.createTempDirectory(Path.of("target"), "queue-manager").resolve("journal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Postgresql database() {
        return database;
    }

    QueueManagerStandIn queueManager() {
        return queueManager;
    }

    @Override
    public void close() {
        try {
            queueManager.close();
        } finally {
            database.close();
        }
    }
}
