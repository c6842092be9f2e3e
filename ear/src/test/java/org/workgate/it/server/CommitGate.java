package org.workgate.it.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a server and its PostgreSQL and lets the second phase of transactions through late, or not at all. The
 * server knows nothing of it: what it sees is a database that is slow to commit.
 */
public final class CommitGate implements AutoCloseable {

    /** As the driver writes it. */
    private static final String COMMIT = "COMMIT PREPARED";

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final int database;
    private final ServerSocket door;
    private final Set<Socket> sockets = new HashSet<>();
    private Duration delay = Duration.ZERO;
    private int waiting;

    /** A gate before the PostgreSQL that listens on this port of the loopback; it stands open. */
    public CommitGate(int database) {
        this.database = database;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where a server finds its database behind the gate. */
    public int port() {
        return door.getLocalPort();
    }

    /** Lets commits through so much later from now on, those included that wait already. */
    public synchronized void delay(Duration time) {
        delay = time;
        notifyAll();
    }

    /** Lets no commit through until there is another delay, or the gate is {@link #cut}. */
    public synchronized void shut() {
        delay = FOR_EVER;
    }

    /** How many commits wait at the gate. */
    public synchronized int waiting() {
        return waiting;
    }

    /** Ends all connections, and so loses what waits at the gate; opens it for new ones. */
    public synchronized void cut() {
        delay = Duration.ZERO;
        sockets.forEach(CommitGate::end);
        sockets.clear();
        notifyAll();
    }

    @Override
    public void close() {
        end(door);
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private void connect(Socket server) {
        try {
            var behind = new Socket(InetAddress.getLoopbackAddress(), database);
            synchronized (this) {
                sockets.add(server);
                sockets.add(behind);
            }
            start(() -> pass(server, behind, true));
            start(() -> pass(behind, server, false));
        } catch (IOException e) {
            // To the server it is as if nobody listened.
            end(server);
        }
    }

    private void pass(Socket from, Socket to, boolean guarded) {
        var buffer = new byte[1 << 16];
        String before = "";
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            to.setTcpNoDelay(true);
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (guarded) {
                    String seen = before + new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                    if (seen.contains(COMMIT)) {
                        awaitPassage(from);
                        seen = "";
                    }
                    before = seen.substring(Math.max(0, seen.length() - COMMIT.length() + 1));
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One side has ended the connection, so the other one is to lose it as well.
            end(to);
        }
    }

    private synchronized void awaitPassage(Socket of) {
        long came = System.nanoTime();
        waiting++;
        try {
            long left = delay.toNanos();
            while (left > 0 && !of.isClosed()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = came + delay.toNanos() - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "commit gate");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
