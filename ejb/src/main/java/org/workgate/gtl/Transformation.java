package org.workgate.gtl;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An XSLT script through which messages pass on their way in or out (R9-R12), within limits (A76). Safe to use from several
 * threads.
 *
 * <p>Each run has a thread of its own, since nothing can stop a run that does not come to its end. A thread that has used up
 * its time is left to itself, and until it ends the script transforms nothing more: so at no time there is more than one such
 * thread for each caller that was already waiting.
 */
public final class Transformation {

    private static final Logger LOG = System.getLogger(Transformation.class.getName());
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** How many times the allowed time a run may last by the clock, however little the processor does for it. */
    private static final int PATIENCE = 10;

    /** How long a thread waits for its next message. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Path script;
    private final Work work;
    private final Limits limits;
    private final ExecutorService threads;
    private final Set<Future<?>> overdue = ConcurrentHashMap.newKeySet();

    /**
     * What a run of a script may at most take.
     *
     * @param time processor time, so that a pause of the machine is not blamed on the script
     * @param maxCharacters characters of the result
     * @param stackBytes the stack of its thread, which bounds how deeply a script may call itself
     */
    public record Limits(Duration time, int maxCharacters, int stackBytes) {}

    /** What a script does with a message. */
    @FunctionalInterface
    interface Work {
        String apply(String message) throws ScriptFailure;
    }

    Transformation(Path script, Work work, Limits limits) {
        this.script = script;
        this.work = work;
        this.limits = limits;
        // Not the server's threads: one that never ends would be missing there, and their stacks are not ours to size.
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), this::thread);
    }

    private Thread thread(Runnable runs) {
        var thread = new Thread(null, runs, "workgate script " + script.getFileName(), limits.stackBytes(), false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Transformation.class.getClassLoader());
        return thread;
    }

    /**
     * Compiles a script.
     *
     * @throws UnusableScript if it cannot be read or compiled, or uses what scripts may not use
     */
    public static Transformation of(Path script, Limits limits) throws UnusableScript {
        return new Transformation(script, Stylesheet.compile(script, limits.maxCharacters())::apply, limits);
    }

    /** Why it transforms nothing at present, for people; nothing where it does. */
    public Optional<String> trouble() {
        overdue.removeIf(Future::isDone);
        return overdue.isEmpty()
                ? Optional.empty()
                : Optional.of("The script " + script + " has used up its "
                        + limits.time().toMillis()
                        + " ms and is still running; it is used again when that has ended. If it does not end, repair the"
                        + " script and start the server again");
    }

    /**
     * Passes a message through the script.
     *
     * @throws ScriptFailure if the script refuses it, fails, takes too long, or gives nothing or too much
     * @throws ScriptOverdue if another run has taken too long and has still not ended; the message is then not looked at
     */
    public String apply(String message) throws ScriptFailure {
        trouble().ifPresent(cause -> {
            throw new ScriptOverdue(cause);
        });
        var run = new Run(() -> work.apply(message));
        threads.execute(run);
        try {
            return run.result(limits.time());
        } catch (TimeoutException e) {
            overdue.add(run);
            LOG.log(
                    Level.WARNING,
                    "The script {0} has used up its {1} ms",
                    script,
                    limits.time().toMillis());
            throw new ScriptFailure("It takes longer than the " + limits.time().toMillis() + " ms allowed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ScriptFailure failure) {
                throw failure;
            }
            // No stack, no memory, or a fault of the processor: what is to become of the message is the same.
            LOG.log(Level.WARNING, () -> "The script " + script + " ended unexpectedly", e.getCause());
            throw new ScriptFailure("It ends unexpectedly: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptOverdue("The server is being stopped");
        }
    }

    /** One run, which knows its thread. */
    private static final class Run extends FutureTask<String> {

        private volatile long threadId;
        private volatile long before;

        Run(Callable<String> work) {
            super(work);
        }

        @Override
        public void run() {
            before = THREADS.getCurrentThreadCpuTime();
            threadId = Thread.currentThread().getId();
            super.run();
        }

        /** Waits for the result until this processor time is used up. */
        String result(Duration allowed) throws TimeoutException, ExecutionException, InterruptedException {
            long left = allowed.toNanos();
            for (int waits = 1; ; waits++) {
                try {
                    return get(left, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    left = allowed.toNanos() - used();
                    if (left <= 0 || waits == PATIENCE) {
                        throw e;
                    }
                }
            }
        }

        private long used() {
            return threadId == 0 ? 0 : THREADS.getThreadCpuTime(threadId) - before;
        }
    }
}
