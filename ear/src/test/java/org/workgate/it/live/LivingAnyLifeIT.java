package org.workgate.it.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.WorkgateServer;

/**
 * What always holds of tasks (3.4), on the packaged server: to three hundred of them things happen at random from all sides, by
 * message, over HTTP, from the distribution system and by time. What comes of it is read from the queue and from the history.
 */
class LivingAnyLifeIT {

    private static final int LIVES = 300;
    private static final int ROUNDS = 8;
    private static final long SEED = 34;

    private static final List<String> REQUESTS = List.of(
            "HoldTask",
            "HoldTask",
            "ResumeTask",
            "ResumeTask",
            "ResumeTask",
            "RestartTask",
            "UpdateTask",
            "GetTaskInfo",
            "CancelTask",
            "CompleteTask");
    private static final List<String> OPERATIONS = List.of("hold", "resume", "restart", "cancel", "complete");
    private static final List<String> CREATIONS = List.of(
            "<category>Order</category>",
            "<category>Order</category>",
            "<category>Claim</category><Hold>true</Hold>",
            "<category>Unclassified</category>",
            "<processId>LEGACY</processId>",
            "<activationDateTime>2999-01-01T00:00:00</activationDateTime>");

    private static final Set<String> HELD = Set.of("NewHeld", "Held", "ErrorHeld");

    private static WorkgateServer server;
    private static Api api;

    private final Random random = new Random(SEED);
    private final List<Life> lives = new ArrayList<>();

    /** The requests by message, each with what answered it. */
    private final Map<String, Reply> answers = new HashMap<>();

    /**
     * A task.
     *
     * @param creation what it was created with
     * @param submissions the DistributionIds that it has had so far
     */
    private record Life(int brokerId, String creation, List<String> submissions) {}

    @BeforeAll
    static void start() {
        server = WorkgateServer.named("lives")
                .beginningWith(WorkgateServer.SAMPLE_STRUCTURE.replace("limit: 100", "limit: 9999"))
                .create()
                .start();
        api = new Api(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Tag("R186")
    @Tag("A88")
    @Tag("R17")
    void whatever_happens_in_whichever_order_keeps_what_always_holds() {
        for (int i = 0; i < LIVES; i++) {
            create(any(CREATIONS));
        }
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            askByMessage();
            seen = noteSubmissions(seen);
            report();
            operate();
        }

        await("everything that can be handed out").atMost(Duration.ofMinutes(1)).until(() -> waiting()
                .allMatch(life -> life.creation().contains("activation")));
        Map<Integer, List<Reply>> told = told();
        var submissions = new HashSet<String>();
        var types = new HashSet<String>();
        for (Life life : lives) {
            List<Reply> ofIt = told.get(life.brokerId());
            ofIt.forEach(reply -> types.add(reply.type()));
            assertThat(new Walk(life.creation().contains("<Hold>")).along(ofIt))
                    .as("what was told of %s: %s", life, ofIt)
                    .isTrue();
            assertThat(ofIt.stream()
                            .filter(reply -> reply.type().equals("TaskDistributed"))
                            .map(reply -> reply.value("DistributionId")))
                    .as("submissions of %s", life)
                    .allMatch(submissions::add)
                    .hasSizeLessThanOrEqualTo(life.creation().contains("activation") ? 0 : Integer.MAX_VALUE);
            assertHolds(life, ofIt);
        }
        assertThat(types)
                .contains(
                        "TaskAssigned",
                        "TaskCanceled",
                        "TaskCompleted",
                        "TaskCreated",
                        "TaskDistributed",
                        "TaskDistributedQueue",
                        "TaskErrorHeld",
                        "TaskHeld",
                        "TaskInfo",
                        "TaskRejected",
                        "TaskRestarted",
                        "TaskResumed",
                        "TaskReturned",
                        "TaskUpdated");
    }

    /** Those that are queued. */
    private Stream<Life> waiting() {
        JsonObject queued = JsonParser.parseString(
                        api.look("tasks?status=Queued&limit=" + LIVES).body())
                .getAsJsonObject();
        Set<Integer> brokerIds = queued.getAsJsonArray("items").asList().stream()
                .map(task -> task.getAsJsonObject().get("BrokerId").getAsInt())
                .collect(Collectors.toSet());
        return lives.stream().filter(life -> brokerIds.contains(life.brokerId()));
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void create(String values) {
        String message = api.send("<CreateTask>" + values + "</CreateTask>");
        Reply created = answer(message);
        lives.add(new Life(Integer.parseInt(created.value("BrokerId")), values, new ArrayList<>()));
    }

    /** Every operation is answered, once. */
    private Reply answer(String message) {
        List<Reply> replies = api.replies(message);
        assertThat(replies).hasSize(1);
        answers.put(message, replies.get(0));
        return replies.get(0);
    }

    private void askByMessage() {
        List<String> messages = lives.stream()
                .map(life -> {
                    String request = any(REQUESTS);
                    String values =
                            request.equals("UpdateTask") ? "<priority>" + random.nextInt(100) + "</priority>" : "";
                    return api.send("<" + request + "><BrokerId>" + life.brokerId() + "</BrokerId>" + values + "</"
                            + request + ">");
                })
                .toList();
        messages.forEach(this::answer);
    }

    private long noteSubmissions(long after) {
        List<Reply> notifications = api.notifications(after);
        notifications.stream()
                .filter(reply -> reply.type().equals("TaskDistributed"))
                .forEach(reply -> lives.stream()
                        .filter(life -> life.brokerId() == Integer.parseInt(reply.value("BrokerId")))
                        .forEach(life -> life.submissions().add(reply.value("DistributionId"))));
        return notifications.isEmpty()
                ? after
                : notifications.get(notifications.size() - 1).sequence();
    }

    /** Also of submissions that have ended. */
    private void report() {
        for (Life life : lives) {
            if (!life.submissions().isEmpty() && random.nextInt(3) > 0) {
                String path = "distribution-points/desk/tasks/"
                        + life.submissions()
                                .get(random.nextInt(life.submissions().size()));
                int status =
                        switch (random.nextInt(7)) {
                            case 0 -> status(path + "/returned", "{}");
                            case 1 -> status(path + "/restarted", "{}");
                            case 2 -> status(path + "/completed", "{\"Ext\":{\"resultCode\":\"DONE\"}}");
                            case 3 -> status(path + "/updated", "{\"priority\":" + random.nextInt(100) + "}");
                            case 4 -> status(path + "/queued", "{\"Queue\":\"q\",\"QueueType\":\"InteractionQueue\"}");
                            default -> status(path + "/assigned", "{\"agent\":\"" + any(List.of("ann", "bob")) + "\"}");
                        };
                assertThat(status).isIn(204, 409);
            }
        }
    }

    private void operate() {
        for (Life life : lives) {
            if (random.nextInt(10) == 0) {
                assertThat(status("tasks/" + life.brokerId() + "/" + any(OPERATIONS), "{}"))
                        .isIn(200, 409);
            }
        }
    }

    private static int status(String path, String body) {
        return api.request("POST", path, body).statusCode();
    }

    /** Everything that was put on the output queue about each task, in its order. */
    private static Map<Integer, List<Reply>> told() {
        var told = new HashMap<Integer, List<Reply>>();
        api.notifications().stream()
                .filter(reply -> !reply.type().equals("Error"))
                .forEach(reply -> told.computeIfAbsent(
                                Integer.valueOf(reply.value("BrokerId")), any -> new ArrayList<>())
                        .add(reply));
        return told;
    }

    private void assertHolds(Life life, List<Reply> told) {
        JsonObject task = api.task(life.brokerId());
        List<JsonObject> history = api.history(life.brokerId());
        assertThat(task.get("heldDateTime").isJsonNull())
                .as("of %s, whether it is not held: %s", life, task)
                .isEqualTo(!HELD.contains(text(task, "status")));
        // The history tells what was told, and of each request that was accepted once (A88).
        assertThat(history.stream()
                        .map(entry -> text(entry, "event"))
                        .filter(event -> !event.equals("TaskPrioritized"))
                        .filter(event -> !event.equals("TaskClassified")))
                .as("the history of %s", life)
                .containsExactlyElementsOf(told.stream()
                        .map(Reply::type)
                        .filter(type -> !type.equals("TaskInfo"))
                        .filter(type -> !type.equals("TaskErrorHeld") && !type.equals("TaskRejected"))
                        .toList());
        assertThat(history.stream().map(entry -> text(entry, "messageId")).filter(id -> id != null))
                .as("the requests in the history of %s", life)
                .containsExactlyInAnyOrderElementsOf(answers.entrySet().stream()
                        .filter(answer -> !Set.of("Error", "TaskInfo")
                                .contains(answer.getValue().type()))
                        .filter(answer -> answer.getValue().value("BrokerId").equals(Integer.toString(life.brokerId())))
                        .map(Map.Entry::getKey)
                        .toList());
        assertResumedWhereItWasHeld(life, history);
    }

    /** 3.4.8. */
    private static void assertResumedWhereItWasHeld(Life life, List<JsonObject> history) {
        String before = null;
        String held = null;
        for (JsonObject entry : history) {
            String event = text(entry, "event");
            if (event.equals("TaskHeld")) {
                held = before;
            } else if (event.equals("TaskResumed") && held != null) {
                assertThat(text(entry, "status"))
                        .as("where %s was resumed: %s", life, history)
                        .isEqualTo(held.equals("Distributed") ? "Queued" : held);
            }
            held = event.equals("TaskHeld") || event.equals("TaskUpdated") ? held : null;
            JsonArray steps = entry.getAsJsonArray("steps");
            before = text(steps.isEmpty() ? entry : steps.get(steps.size() - 1).getAsJsonObject(), "status");
        }
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    /** A way through the tables of 3.1 to 3.3, as far as messages tell it: what is silent in between is one place. */
    private static final class Walk {

        private enum Place {
            NOWHERE,
            OPEN,
            DISTRIBUTED,
            ASSIGNED,
            HELD,
            ERROR_HELD,
            FINAL
        }

        private final boolean createdHeld;
        private Place place = Place.NOWHERE;

        Walk(boolean createdHeld) {
            this.createdHeld = createdHeld;
        }

        boolean along(List<Reply> told) {
            return told.stream().allMatch(this::step);
        }

        private boolean step(Reply reply) {
            boolean byDistributionSystem = reply.value("Actor").equals("Desk");
            return switch (reply.type()) {
                case "TaskCreated" -> from(createdHeld ? Place.HELD : Place.OPEN, Place.NOWHERE);
                case "TaskUpdated", "TaskInfo" -> place != Place.NOWHERE;
                case "TaskDistributed" -> from(Place.DISTRIBUTED, Place.OPEN);
                case "TaskDistributedQueue" -> from(Place.DISTRIBUTED, Place.DISTRIBUTED, Place.ASSIGNED);
                case "TaskAssigned" -> from(Place.ASSIGNED, Place.DISTRIBUTED, Place.ASSIGNED);
                case "TaskHeld" -> from(Place.HELD, Place.OPEN, Place.DISTRIBUTED);
                case "TaskResumed" -> from(Place.OPEN, Place.HELD, Place.ERROR_HELD);
                case "TaskRestarted" ->
                    byDistributionSystem
                            ? from(Place.OPEN, Place.DISTRIBUTED, Place.ASSIGNED)
                            : from(Place.OPEN, Place.OPEN, Place.DISTRIBUTED, Place.HELD, Place.ERROR_HELD);
                case "TaskReturned" -> from(Place.OPEN, Place.DISTRIBUTED, Place.ASSIGNED);
                case "TaskErrorHeld" -> from(Place.ERROR_HELD, Place.OPEN);
                case "TaskRejected" -> from(Place.FINAL, Place.OPEN);
                case "TaskCanceled" -> from(Place.FINAL, Place.OPEN, Place.DISTRIBUTED, Place.HELD, Place.ERROR_HELD);
                case "TaskCompleted" ->
                    from(Place.FINAL, Place.OPEN, Place.DISTRIBUTED, Place.ASSIGNED, Place.HELD, Place.ERROR_HELD);
                default -> false;
            };
        }

        private boolean from(Place to, Place... allowed) {
            boolean possible = List.of(allowed).contains(place);
            place = to;
            return possible;
        }
    }
}
