package org.workgate.it.server;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.transaction.xa.XAException;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/**
 * A server of its own for tests: the packaged one that the build has made as {@code liberty:run} makes it, copied, with its
 * own ports and its own data, started in the foreground by the runtime's own script.
 *
 * <p>Everything it writes stays under {@code target/servers/<name>} until the next run; its data are deleted when it is
 * closed.
 */
public final class WorkgateServer implements AutoCloseable {

    /** The password of the user {@code admin} on every server under test. */
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    /** What the product prints when its intake is running: one line with the console's address. */
    public static final Pattern START_LINE = Pattern.compile("Workgate .*http://127\\.0\\.0\\.1:\\d+/");

    /** What the runtime says when it has started everything. */
    public static final Pattern SERVER_READY = Pattern.compile("CWWKF0011I");

    /** Ready to take messages, or to take over from the server that does. */
    private static final Pattern STANDING = Pattern.compile(START_LINE + "|Intake of .*STANDING_BY");

    /** The start line comes after this one; that it stands by, a server says before. */
    private static final Pattern LISTENING = Pattern.compile("CWWKO0219I: TCP Channel defaultHttpEndpoint");

    /** The business structure of the sample set-up, whose distribution point is the desk. */
    public static final String SAMPLE_STRUCTURE = read(Path.of("..", "samples", "structure", "demo.yaml"));

    private static final Pattern APPLICATION_FAILED = Pattern.compile("CWWKZ000[24]E");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TAIL = 80;

    private final Path home;
    private final List<Pattern> readyLines;
    private final List<String> applications;
    private final Map<String, String> environment;
    private final @Nullable Surroundings surroundings;
    private final int httpPort = freePort();
    private final List<Line> output = new CopyOnWriteArrayList<>();
    private Process process;
    private long startedAt;

    /**
     * A line of the server's output.
     *
     * @param text what it says
     * @param at when it was read, by {@link System#nanoTime()}
     */
    private record Line(String text, long at) {}

    private WorkgateServer(
            Path home,
            List<Pattern> readyLines,
            List<String> applications,
            Map<String, String> environment,
            @Nullable Surroundings surroundings) {
        this.home = home;
        this.readyLines = readyLines;
        this.applications = List.copyOf(applications);
        this.environment = Map.copyOf(environment);
        this.surroundings = surroundings;
    }

    /** What is to be different from the packaged server. */
    public static final class Setup {

        private final Path home;
        private final Map<String, String> environment = new TreeMap<>();
        private final List<String> applications = new ArrayList<>();
        private List<Pattern> readyLines = List.of(START_LINE);
        private @Nullable Surroundings surroundings;

        private Setup(String name) {
            home = Path.of("target", "servers", name).toAbsolutePath();
            try {
                deleteRecursively(home);
                copyServer(
                        Path.of(System.getProperty("workgate.liberty.home"), "usr", "servers", "workgate"), config());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            beginningWith(SAMPLE_STRUCTURE.replace("      system: desk\n", ""));
        }

        /**
         * Begins with this business structure. Else it is the sample one, but nothing is handed out, so that what a test does to
         * a task is all that happens to it.
         */
        public Setup beginningWith(String structure) {
            Path file = home.resolve("structure.yaml");
            write(file, structure);
            return variable("workgate.structure.file", file.toString());
        }

        /** Sets a variable of the server definition, such as {@code http.host}, by the environment. */
        public Setup variable(String name, String value) {
            environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value);
            return this;
        }

        /** Adds to the server definition; the packaged one is kept, what has the same ID is overridden. */
        public Setup overriding(String name, String... elements) {
            override(home, name, elements);
            return this;
        }

        /** Adds this file to the server definition. */
        public Setup overridingWith(Path file) {
            override(home, file);
            return this;
        }

        /** Puts a file into this folder of the server's configuration. */
        public Setup placing(String folder, Path file) {
            write(config().resolve(folder).resolve(file.getFileName()), read(file));
            return this;
        }

        /**
         * Has faults happen inside of the product, which knows nothing of it.
         *
         * @param rules what happens where, in the language of Byteman
         */
        public Setup injecting(String... rules) {
            Path script = config().resolve("faults.btm");
            write(script, String.join("\n", rules) + "\n");
            Path agent = agent();
            write(
                    config().resolve("configDropins/overrides/jvm.options"),
                    "-javaagent:" + agent + "=script:" + script + ",boot:" + agent + "\n");
            // Its classes are asked for by those of the product, which the server loads each from its own bundle.
            write(config().resolve("bootstrap.properties"), "org.osgi.framework.bootdelegation=org.jboss.byteman.*\n");
            return this;
        }

        private static Path agent() {
            try {
                return Path.of(org.jboss.byteman.agent.Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Adds an application of the test's own, at a context root of its file name without the ending. */
        public Setup deploying(Archive<?> application) {
            String id = application.getName().replaceFirst("\\.[a-z]+$", "");
            application
                    .as(ZipExporter.class)
                    .exportTo(config().resolve("apps/" + application.getName()).toFile(), true);
            applications.add(id);
            return overriding(
                    id + "-application",
                    "<webApplication id='" + id + "' name='" + id + "' location='" + application.getName()
                            + "' contextRoot='/" + id + "'/>");
        }

        /** Leaves the product itself out: the same server with nothing but the test's applications. */
        public Setup withoutWorkgate() {
            readyLines = List.of(SERVER_READY);
            Path file = config().resolve("application.xml");
            String with = read(file);
            String without = with.replaceFirst("<enterpriseApplication [^>]*/>", "");
            if (without.equals(with)) {
                throw new IllegalStateException("No application is deployed in " + file);
            }
            write(file, without);
            return this;
        }

        /** Takes the definition for PostgreSQL instead of the one for Derby; the database listens on this port of the loopback. */
        public Setup onPostgresql(int port, String user) {
            define("server-postgresql.xml");
            // What the tests themselves keep stays with Derby.
            return overriding(
                            "derby-library",
                            "<library id='derby'><fileset dir='${server.config.dir}/drivers/derby' includes='*.jar'/>",
                            "</library>")
                    .variable("postgresql.port", Integer.toString(port))
                    .variable("database.lock.timeout", "1s")
                    .variable("workgate.rules.folder", "sample")
                    .variable("postgresql.database", "postgres")
                    .variable("postgresql.user", user)
                    .variable("postgresql.password", "any, since this database trusts the loopback");
        }

        /**
         * Takes the definition of one of several servers instead of that of the only one on its PostgreSQL; is ready also when
         * it stands by.
         *
         * @param id its ID among them
         * @param messagingPort the port of the loopback on which the server with the queues listens
         */
        public Setup asOneOfSeveral(String id, int messagingPort) {
            define("server-cluster.xml");
            readyLines = List.of(STANDING, LISTENING);
            return variable("workgate.server.id", id).variable("messaging.port", Integer.toString(messagingPort));
        }

        /**
         * Takes the definition for IBM MQ and PostgreSQL; the queue manager listens on this port of the loopback. Needs IBM's
         * resource adapter, which the profile of that name provides.
         */
        public Setup onIbmMq(int queueManagerPort) {
            define("server-ibm-mq.xml");
            return variable("ibm-mq.connections", "127.0.0.1(" + queueManagerPort + ")")
                    .variable("ibm-mq.adapter", System.getProperty("workgate.ibm-mq.adapter"))
                    .variable("ibm-mq.retry.interval", "1000")
                    .variable("ibm-mq.password", "any, since this queue manager asks nobody");
        }

        /**
         * Takes the broker that the build wants instead of the embedded default: with {@code -Dworkgate.broker=ibm-mq} the
         * definition for IBM MQ, with a PostgreSQL and a stand-in for a queue manager that live as long as the server, or a
         * real one.
         */
        public Setup onBrokerOfTheBuild() {
            return isEmbeddedWanted() ? this : onIbmMq(new Surroundings());
        }

        /** The same, with this PostgreSQL, which the test closes itself. */
        public Setup onBrokerOfTheBuild(Postgresql database) {
            return isEmbeddedWanted() ? onPostgresql(database.port(), "postgres") : onIbmMq(new Surroundings(database));
        }

        private static boolean isEmbeddedWanted() {
            return !"ibm-mq".equals(System.getProperty("workgate.broker"));
        }

        private Setup onIbmMq(Surroundings with) {
            surroundings = with;
            Address address = with.address();
            onPostgresql(with.database().port(), "postgres")
                    .onIbmMq(0)
                    .variable("ibm-mq.connections", address.connections());
            // What else a server has to know of a real one it finds in the environment itself.
            if (Address.isLive()) {
                define(address.serverDefinition());
                variable("ibm-mq.password", address.password());
            }
            return this;
        }

        /** Adds the queues between it and a router, as in the samples. */
        public Setup withRouterQueues() {
            return overridingWith(
                    Path.of("..", "samples", "router", isOnIbmMq() ? "router-queues-ibm-mq.xml" : "router-queues.xml"));
        }

        /** Whether it is a definition for IBM MQ. */
        boolean isOnIbmMq() {
            return read(config().resolve("server.xml")).contains("messaging-ibm-mq.xml");
        }

        private void define(String file) {
            write(config().resolve("server.xml"), read(config().resolve(file)));
        }

        /** The server, not yet started. */
        public WorkgateServer create() {
            return new WorkgateServer(home, readyLines, applications, environment, surroundings);
        }

        private Path config() {
            return WorkgateServer.config(home);
        }
    }

    private static Path config(Path home) {
        return home.resolve("usr/servers").resolve(home.getFileName());
    }

    private static void override(Path home, String name, String... elements) {
        write(
                config(home).resolve("configDropins/overrides/" + name + ".xml"),
                "<server>\n" + String.join("\n", elements) + "\n</server>\n");
    }

    private static void override(Path home, Path file) {
        write(config(home).resolve("configDropins/overrides/" + file.getFileName()), read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds to the definition of a server that is stopped, or changes what was added by this name. */
    public void override(String name, String... elements) {
        override(home, name, elements);
    }

    /** Puts a file with this text into the configuration of a server that is stopped, in place of what has its path. */
    public void place(String path, String text) {
        write(config(home).resolve(path), text);
    }

    /** Adds this file to the definition of a server that is stopped, or puts it in place of what has its name. */
    public void overrideWith(Path file) {
        override(home, file);
    }

    /**
     * Prepares a server.
     *
     * @param name of the folder under {@code target/servers} where everything lies that it writes
     */
    public static Setup named(String name) {
        return new Setup(name);
    }

    /**
     * Starts it and returns when it is ready: when its start line is there, and all of the test's own applications run. One that
     * does not become ready is killed.
     */
    public WorkgateServer start() {
        output.clear();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("workgate.liberty.home"), "bin", "server")
                                .toString(),
                        "run",
                        home.getFileName().toString())
                .redirectErrorStream(true);
        builder.environment().put("WLP_USER_DIR", home.resolve("usr").toString());
        builder.environment().put("WLP_OUTPUT_DIR", home.resolve("output").toString());
        builder.environment().put("WORKGATE_DATA_DIR", data().toString());
        builder.environment().put("WORKGATE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        builder.environment().put("HTTP_PORT", Integer.toString(httpPort));
        builder.environment().put("HTTPS_PORT", "-1");
        builder.environment().putAll(environment);
        try {
            startedAt = System.nanoTime();
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var reader = new Thread(() -> read(process), "output of " + home.getFileName());
        reader.setDaemon(true);
        reader.start();
        try {
            readyLines.forEach(this::awaitLine);
            for (String application : applications) {
                awaitLine(Pattern.compile("CWWKZ0001I: Application " + application + " started"));
            }
        } catch (RuntimeException | AssertionError e) {
            kill();
            throw e;
        }
        return this;
    }

    /** Stops it as Ctrl-C does, and waits until it is gone. */
    public void stop() {
        process.toHandle().destroy();
        awaitEnd();
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Stops it if it runs, and deletes its data. */
    @Override
    public void close() {
        try {
            if (process != null) {
                stop();
            }
            deleteRecursively(data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (surroundings != null) {
                surroundings.close();
            }
        }
    }

    /** Waits for a line of output since the last start; fails at once when the server ends or an application cannot start. */
    public void awaitLine(Pattern pattern) {
        await(home.getFileName() + " to print " + pattern)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    boolean lost =
                            !process.isAlive() || line(APPLICATION_FAILED).isPresent();
                    if (lost && line(pattern).isEmpty()) {
                        throw new AssertionError("The server failed before it printed " + pattern + tail());
                    }
                })
                .conditionEvaluationListener(new ConditionEvaluationListener<Boolean>() {
                    @Override
                    public void conditionEvaluated(EvaluatedCondition<Boolean> condition) {}

                    @Override
                    public void onTimeout(TimeoutEvent timeout) {
                        System.err.println(timeout.getDescription() + tail());
                    }
                })
                .until(() -> line(pattern).isPresent());
    }

    /** How long after the start of the process the line came. */
    public Duration after(Pattern pattern) {
        return Duration.ofNanos(line(pattern).orElseThrow().at() - startedAt);
    }

    /** The lines of output since the last start that contain a match. */
    public List<String> lines(Pattern pattern) {
        return output.stream()
                .map(Line::text)
                .filter(line -> pattern.matcher(line).find())
                .toList();
    }

    /** The address of the server, ending with a slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    /** The ID of the server's process. */
    public long pid() {
        return process.pid();
    }

    /** The folder with everything that survives a restart. */
    public Path data() {
        return home.resolve("data");
    }

    /** What it needs beside itself, if the build wants another broker than the embedded one. */
    Optional<Surroundings> surroundings() {
        return Optional.ofNullable(surroundings);
    }

    /** How many transactions are prepared and neither committed nor rolled back in the database of a server that is stopped. */
    public long inDoubt() throws SQLException, XAException {
        if (surroundings != null) {
            return surroundings.database().number("select count(*) from pg_prepared_xacts");
        }
        try (var database = new StoppedDatabase(data().resolve("database"))) {
            return database.inDoubt();
        }
    }

    /** The first column of a query's rows in the database of a server that is stopped. */
    public List<String> column(String query) throws SQLException {
        if (surroundings != null) {
            return surroundings.database().column(query);
        }
        try (var database = new StoppedDatabase(data().resolve("database"))) {
            return database.column(query);
        }
    }

    private Optional<Line> line(Pattern pattern) {
        return output.stream()
                .filter(line -> pattern.matcher(line.text()).find())
                .findFirst();
    }

    private String tail() {
        List<Line> lines = List.copyOf(output);
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
                .map(Line::text)
                .collect(Collectors.joining("\n", "; the end of its output:\n", "\n"));
    }

    private void read(Process of) {
        try (BufferedReader lines = of.inputReader(StandardCharsets.UTF_8);
                var log = Files.newBufferedWriter(
                        home.resolve("console.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(new Line(line, System.nanoTime()));
                log.write(line);
                log.newLine();
                log.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The server did not end within " + PATIENCE + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A port on which nobody listens just now. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyServer(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (Set.of("workarea", "logs").contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
