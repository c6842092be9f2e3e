package org.workgate.rest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.MessageRecords;

/**
 * Requests that wait until a message is taken. They hold no thread: several times a second one look at the journal serves
 * all of them.
 */
@ApplicationScoped
public class AwaitedMessages {

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How many messages one query asks for. */
    private static final int PER_QUERY = 500;

    private final Set<Request> requests = ConcurrentHashMap.newKeySet();
    private final MessageRecords records;
    private final Clock clock;

    @Resource
    private ManagedScheduledExecutorService executor;

    private @Nullable ScheduledFuture<?> looks;

    /** A request; two that wait for the same message are two. */
    @SuppressWarnings("ClassCanBeRecord") // records with the same content would be equal
    private static final class Request {
        private final String messageId;
        private final Instant end;
        private final Runnable answer;
        private final Consumer<? super Exception> failure;

        Request(String messageId, Instant end, Runnable answer, Consumer<? super Exception> failure) {
            this.messageId = messageId;
            this.end = end;
            this.answer = answer;
            this.failure = failure;
        }
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway") // a proxy has no state
    protected AwaitedMessages() {
        records = null;
        clock = null;
    }

    @Inject
    AwaitedMessages(MessageRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        looks = executor.scheduleWithFixedDelay(
                () -> look(executor), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    /**
     * Answers a request as soon as the message is taken, or when the wait is over.
     *
     * @param messageId the ID of the message
     * @param wait how long at most
     * @param answer answers the request; runs in another thread
     * @param failure told instead where the journal cannot be asked
     */
    void await(String messageId, Duration wait, Runnable answer, Consumer<? super Exception> failure) {
        requests.add(new Request(messageId, clock.instant().plus(wait), answer, failure));
    }

    /** Looks once and has those requests answered that need not wait any longer. */
    void look(Executor by) {
        List<Request> waiting = List.copyOf(requests);
        try {
            Set<String> taken = taken(waiting);
            Instant now = clock.instant();
            for (Request request : waiting) {
                if (taken.contains(request.messageId) || !now.isBefore(request.end)) {
                    answer(request, by, request.answer);
                }
            }
        } catch (RuntimeException e) {
            waiting.forEach(request -> answer(request, by, () -> request.failure.accept(e)));
        }
    }

    /** In another thread: a client that reads its answer slowly must hold up nobody else's. */
    private void answer(Request request, Executor by, Runnable what) {
        if (requests.remove(request)) {
            try {
                by.execute(what);
            } catch (RejectedExecutionException e) {
                // Nothing may escape, or no look would ever follow; the next one tries again.
                requests.add(request);
            }
        }
    }

    private Set<String> taken(List<Request> waiting) {
        List<String> messageIds =
                waiting.stream().map(request -> request.messageId).distinct().toList();
        var taken = new HashSet<String>();
        for (int i = 0; i < messageIds.size(); i += PER_QUERY) {
            taken.addAll(records.taken(messageIds.subList(i, Math.min(i + PER_QUERY, messageIds.size()))));
        }
        return taken;
    }
}
