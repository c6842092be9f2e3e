package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;

/** Whole lives of many tasks: what is asked of each comes in its order, among that of the others at random. */
public final class Lives {

    private static final List<String> ASKED =
            List.of("CreateTask", "UpdateTask", "HoldTask", "ResumeTask", "CompleteTask");
    private static final List<String> TOLD =
            List.of("TaskCreated", "TaskUpdated", "TaskHeld", "TaskResumed", "TaskCompleted");

    private final String series;
    private final int tasks;
    private final List<String> messages;
    private long journaledBefore;
    private int drainedBefore;

    /** Lives of so many tasks, whose CaptureIds begin with the name of the series. */
    public Lives(String series, int tasks) {
        this.series = series;
        this.tasks = tasks;
        var random = new Random(75);
        var next = new int[tasks];
        messages = IntStream.range(0, tasks * ASKED.size())
                .mapToObj(i -> {
                    int task = random.nextInt(tasks);
                    while (next[task] == ASKED.size()) {
                        task = (task + 1) % tasks;
                    }
                    String action = ASKED.get(next[task]++);
                    return "<GTLMessages><" + action + "><CaptureId>" + series + task + "</CaptureId></" + action
                            + "></GTLMessages>";
                })
                .toList();
    }

    /** How many messages they have. */
    public int messages() {
        return messages.size();
    }

    /** Puts them on the input queue back to back, without waiting for any answer. */
    public void put(Api api, Testbed testbed) {
        begin(api, testbed);
        putPart(testbed, 0, 1);
    }

    /** Puts them, and says that each request was carried out and answered, each once, those of a task in their order. */
    void assertKeptInOrder(Api api, Testbed testbed) {
        put(api, testbed);
        assertTold(api, testbed);
    }

    /** Notes what was told before they are put. */
    public void begin(Api api, Testbed testbed) {
        journaledBefore = api.lastSequence();
        drainedBefore = testbed.drainedCount();
    }

    /** Puts one of so many parts of them, counted from 0; all parts have to be put in their order. */
    public void putPart(Testbed testbed, int part, int parts) {
        int until = messages.size() * (part + 1) / parts;
        for (int from = messages.size() * part / parts; from < until; from += 250) {
            testbed.put("GTLIn", messages.subList(from, Math.min(from + 250, until)));
        }
    }

    /** Says that each request was carried out and answered, each once, those of a task in their order. */
    public void assertTold(Api api, Testbed testbed) {
        int expected = drainedBefore + messages.size();
        await().atMost(Duration.ofMinutes(3)).until(() -> testbed.drainedCount() >= expected);
        assertThat(testbed.drainedCount()).isEqualTo(expected);
        List<Reply> all = api.notifications(journaledBefore);
        assertThat(all)
                .as("messages that tell of no such life: refusals, or of others")
                .filteredOn(reply -> !isOfALife(reply))
                .isEmpty();
        Map<String, List<String>> told = all.stream()
                .collect(Collectors.groupingBy(
                        reply -> reply.value("CaptureId"), Collectors.mapping(Reply::type, Collectors.toList())));
        assertThat(told).hasSize(tasks).allSatisfy((captureId, types) -> assertThat(types)
                .isEqualTo(TOLD));
    }

    private boolean isOfALife(Reply reply) {
        return TOLD.contains(reply.type()) && reply.value("CaptureId").startsWith(series);
    }
}
