package org.workgate.mqstandin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a queue manager, to which the unmodified IBM MQ client and resource adapter connect over TCP on the loopback
 * address, through any channel. What it has to have is said once, in a {@link Builder}; what happens to it, at any time by its
 * methods, which every thread can call.
 *
 * <pre>{@code
 * try (var queueManager = QueueManagerStandIn.named("QM1").queues("IN", "OUT").start()) {
 *     factory.setIntProperty(WMQConstants.WMQ_PORT, queueManager.port());
 *     ...
 *     assertThat(queueManager.queue("OUT").drain()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>It is no queue manager: it shows how a program gets along with the client, not how it gets along with IBM MQ.
 */
public final class QueueManagerStandIn implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(QueueManagerStandIn.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String name;
    private final @Nullable Login login;
    private final @Nullable SSLContext tls;
    private final boolean clientCertificateRequired;
    private final MessageIds ids;
    private final Store store;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<Verb, LongAdder> calls = new EnumMap<>(Verb.class);
    private final Set<ClientSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean rejectsLogins;
    private int port;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private @Nullable Socket placeholder;

    private QueueManagerStandIn(Builder builder) {
        name = builder.name;
        login = builder.login;
        tls = builder.tls;
        clientCertificateRequired = builder.clientCertificateRequired;
        port = builder.port;
        ids = new MessageIds(name);
        store = new Store(Clock.systemUTC(), ids, builder.markInterval, new Journal(builder.journal));
        builder.queues.forEach(store::define);
        Arrays.stream(Verb.values()).forEach(verb -> calls.put(verb, new LongAdder()));
    }

    /** A user and his password. */
    record Login(String user, String password) {}

    /** What the stand-in has. */
    public static final class Builder {

        private final String name;
        private final List<String> queues = new ArrayList<>();
        private Duration markInterval = Duration.ofSeconds(5);
        private int port;
        private @Nullable Path journal;
        private @Nullable Login login;
        private @Nullable SSLContext tls;
        private boolean clientCertificateRequired = true;

        private Builder(String name) {
            this.name = name;
        }

        /** More queues, by their names. */
        public Builder queues(String... names) {
            queues.addAll(List.of(names));
            return this;
        }

        /** The port that it listens on; 0, as at first, for any that is free. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * The only user who may connect, and his password. The stand-in then speaks an older level of the protocol, since
         * newer ones hide the password from it. At first everybody may connect.
         */
        public Builder login(String user, String password) {
            login = new Login(user, password);
            return this;
        }

        /**
         * Whoever connects speaks TLS, with the key of this context, and shows a certificate that it trusts; {@link SelfSigned} makes
         * one. At first nobody does.
         */
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        /**
         * Of who speaks TLS nobody has to show a certificate; one that is shown has to be trusted all the same. At first everybody
         * has to.
         */
        public Builder clientCertificateOptional() {
            clientCertificateRequired = false;
            return this;
        }

        /**
         * The file of what outlives {@link QueueManagerStandIn#restart}, and the process: persistent messages and prepared
         * branches. At first there is none, and nothing does.
         */
        public Builder journal(Path file) {
            journal = file;
            return this;
        }

        /** How long a message that was browsed for a message-driven bean is hidden from others that browse. At first 5 s. */
        public Builder markInterval(Duration interval) {
            markInterval = interval;
            return this;
        }

        /** The stand-in, which listens. */
        public QueueManagerStandIn start() {
            var standIn = new QueueManagerStandIn(this);
            standIn.start();
            return standIn;
        }
    }

    /** Begins to say what a stand-in has. */
    public static Builder named(String queueManager) {
        return new Builder(queueManager);
    }

    public String name() {
        return name;
    }

    /** The port, the same after a restart. */
    public synchronized int port() {
        return port;
    }

    /**
     * A queue, also a temporary one.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Queue queue(String queue) {
        Queue found = store.queue(queue);
        if (found == null) {
            throw new IllegalArgumentException("No queue " + queue);
        }
        return found;
    }

    /** Defines a queue that there was not. Does nothing where there is one of this name. */
    public void define(String queue) {
        store.define(queue);
    }

    /**
     * Deletes a queue, which whoever opens it is then refused with reason 2085.
     *
     * @throws IllegalStateException if it has messages
     */
    public void delete(String queue) {
        Queue unwanted = queue(queue);
        if (unwanted.depth() > 0) {
            throw new IllegalStateException(queue + " has messages");
        }
        store.delete(unwanted);
    }

    /** Whether there is a queue of this name. */
    public boolean hasQueue(String queue) {
        return store.queue(queue) != null;
    }

    /** The prepared branches, the oldest first: what is in doubt. */
    public List<Xid> preparedBranches() {
        return List.copyOf(store.prepared());
    }

    /** How often a verb was called since the beginning, those calls counted that a fault has struck. */
    public long calls(Verb verb) {
        return counter(verb).sum();
    }

    private LongAdder counter(Verb verb) {
        return calls.computeIfAbsent(verb, missing -> new LongAdder());
    }

    /** How many sockets are connected. */
    public int connections() {
        return sockets.size();
    }

    /**
     * Lets something go wrong.
     *
     * @return the fault, to ask whether it has happened
     */
    public Fault inject(Fault fault) {
        faults.add(fault);
        return fault;
    }

    /** Takes back all faults that have not happened. */
    public void heal() {
        faults.clear();
    }

    /** Whether whoever connects is refused with reason 2035, whatever his password. */
    public void rejectLogins(boolean reject) {
        rejectsLogins = reject;
    }

    /** Closes all sockets: their conversations are over, and what was not prepared is backed out. It still listens. */
    public void dropConnections() {
        List<ClientSocket> dropped = List.copyOf(sockets);
        dropped.forEach(ClientSocket::drop);
        dropped.forEach(socket -> socket.awaitEnd(PATIENCE));
    }

    /**
     * Stops listening, so that clients are refused with reason 2538 (host not available), closes all sockets, and forgets all that
     * the journal does not have. The port stays reserved. Does nothing where it is stopped.
     */
    public synchronized void stop() {
        if (listener == null || acceptor == null) {
            return;
        }
        try {
            listener.close();
            // Only when nobody accepts any more is the port really free.
            acceptor.join();
            placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener = null;
        try {
            dropConnections();
        } finally {
            store.unload();
        }
    }

    /**
     * Listens again, on the same port, with what the journal has. Does nothing where it listens.
     *
     * @throws UncheckedIOException if somebody else listens there, whose journal may be the same: it is not touched then
     * @throws IllegalStateException if the journal has messages of a queue that is not defined; it stays stopped
     */
    public synchronized void start() {
        if (listener != null) {
            return;
        }
        releasePort();
        try {
            ServerSocket opened = unbound();
            try {
                opened.setReuseAddress(true);
                opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                store.load();
            } catch (IOException | RuntimeException e) {
                store.unload();
                opened.close();
                throw e;
            }
            port = opened.getLocalPort();
            listener = opened;
            acceptor = daemon(() -> accept(opened), "mq-stand-in " + name + " listener");
            acceptor.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocket unbound() throws IOException {
        if (tls == null) {
            return new ServerSocket();
        }
        var opened = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket();
        if (clientCertificateRequired) {
            opened.setNeedClientAuth(true);
        } else {
            opened.setWantClientAuth(true);
        }
        return opened;
    }

    private void releasePort() {
        if (placeholder == null) {
            return;
        }
        try {
            placeholder.close();
            placeholder = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #stop} and {@link #start}. */
    public synchronized void restart() {
        stop();
        start();
    }

    @Override
    public synchronized void close() {
        try {
            stop();
        } finally {
            releasePort();
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                serve(opened.accept());
            } catch (IOException e) {
                if (!opened.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "Cannot accept a client", e);
                    // What is missing, as files that the process may open, may still be missing at once.
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void serve(Socket accepted) {
        try {
            accepted.setTcpNoDelay(true);
            var socket = new ClientSocket(this, accepted);
            sockets.add(socket);
            daemon(socket::read, "mq-stand-in " + name + " socket " + accepted.getPort())
                    .start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The client has gone already", e);
        }
    }

    static Thread daemon(Runnable work, String threadName) {
        var thread = new Thread(work, threadName);
        thread.setDaemon(true);
        return thread;
    }

    /** The socket is closed, or a conversation of it has ended: when both are so, it counts no more. */
    void ended(ClientSocket socket) {
        if (socket.isEnded()) {
            sockets.remove(socket);
        }
    }

    Store store() {
        return store;
    }

    MessageIds ids() {
        return ids;
    }

    /** Whether passwords have to be read. */
    boolean checksLogins() {
        return login != null;
    }

    /** Whether this user may connect. */
    boolean admits(@Nullable Login offered) {
        return !rejectsLogins && (login == null || login.equals(offered));
    }

    /** Counts a call with which nothing can go wrong. */
    void count(Verb verb) {
        counter(verb).increment();
    }

    /** Counts the call, and says what goes wrong with it, or null. */
    @Nullable
    Fault called(Verb verb) {
        count(verb);
        for (Fault fault : faults) {
            if (fault.strikes(verb)) {
                return fault;
            }
        }
        return null;
    }
}
