package org.workgate.it.ibmmq;

import com.ibm.msg.client.jakarta.jms.JmsFactoryFactory;
import jakarta.jms.JMSContext;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.workgate.it.server.Address;

/** The router of the samples, run as its comment says, and told what to do by its standard input. */
final class ExampleRouter implements AutoCloseable {

    private static final Path PROGRAM = Path.of("..", "samples", "router", "ExampleRouter.java");

    private final Address address;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private Process process;
    private BufferedWriter input;

    /** Starts it, connected to this queue manager, and waits until it takes messages. */
    ExampleRouter(Address address) {
        this.address = address;
        start();
    }

    void start() {
        output.clear();
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dcom.ibm.msg.client.commonservices.log.outputName="
                                    + Path.of("target", "router.log").toAbsolutePath(),
                            "-cp",
                            client(),
                            PROGRAM.toString(),
                            address.connections(),
                            address.queueManager(),
                            address.channel(),
                            "RouterIn",
                            "RouterOut")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        var reader = new Thread(() -> read(process), "output of the router");
        reader.setDaemon(true);
        reader.start();
        awaitLine("ready");
    }

    /** IBM's client and what it needs besides. */
    private static String client() {
        return Stream.of(JmsFactoryFactory.class, JMSContext.class, JSONObject.class)
                .map(each -> new File(each.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read(Process of) {
        try (BufferedReader lines = of.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                System.out.println("router: " + line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said this since its last start. */
    void awaitLine(String expression) {
        var line = Pattern.compile(expression);
        Installation.await("the router to say " + expression, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The router has ended: " + output);
            }
            return output.stream().anyMatch(each -> line.matcher(each).matches());
        });
    }

    void say(String command) {
        try {
            input.write(command);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
