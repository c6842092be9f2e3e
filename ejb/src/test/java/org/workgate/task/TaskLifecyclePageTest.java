package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.workgate.task.LifecycleEvent.Source;
import org.workgate.task.Transition.Archived;
import org.workgate.task.Transition.BySetting;
import org.workgate.task.Transition.CannotOccur;
import org.workgate.task.Transition.Moves;
import org.workgate.task.Transition.MovesBack;
import org.workgate.task.Transition.Refused;
import org.workgate.task.Transition.Stale;
import org.workgate.task.Transition.Stays;

/** Keeps {@code docs/task-lifecycle.md} equal to the table: it is written from the table and compared with it. */
class TaskLifecyclePageTest {

    private static final Path PAGE = Path.of("..", "docs", "task-lifecycle.md");
    private static final String UPDATE = "workgate.docs.update";
    private static final String COMMAND = "mvn -pl ejb test -Dtest=TaskLifecyclePageTest -D" + UPDATE + "=true";
    private static final List<TaskStatus> STATUSES = List.of(TaskStatus.values());

    @Test
    void the_page_says_what_the_table_says() throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("docs/task-lifecycle.md is out of date; write it anew with: %s", COMMAND)
                .isEqualTo(page());
    }

    private static String page() {
        return """
                # The life cycle of a task

                <!-- Written from the table in TaskLifecycle.java. Do not edit; write it anew with
                     %s -->

                What can happen to a task, and what that does to it in each of its eleven statuses. The page is written from the
                one table in the code (`org.workgate.task.TaskLifecycle`), and a test fails when the two differ. The table is complete;
                which of its events something causes yet, the changelog says.

                The diagrams show the events that lead to a status. The tables show every event in every status:

                | In the table | What happens |
                |---|---|
                | a status | The task gets it, or gets it anew. |
                | revoke, *status* | The task is revoked from the distribution system; only when that is confirmed does it get the status. |
                | back | The task goes back to the status in which it was held, or to Queued if that was Distributed. |
                | = | The status stays and the event takes effect. |
                | = push | The same, and the distribution system is told of the changed attributes. |
                | refused | The request is answered with the error code at the end of the row. Nothing changes. |
                | archive | The task leaves the list. |
                | stale | The distribution system speaks of a submission that has ended. Logged and ignored. |
                | – | Cannot occur. |

                Where a cell names the values of a setting, the setting stands at the end of the row and its default comes first.

                ## What is asked for

                By a message, in the console or over the HTTP API. The element `Hold` of a RestartTask is ignored unless a setting has
                it heeded.

                %s
                ## What the services do

                %s
                ## What the distribution system reports

                Every report must carry the task's present DistributionId; any other is stale in Distributed and Assigned too.

                %s""".formatted(
                        COMMAND, section(Source.REQUEST), section(Source.SERVICE), section(Source.DISTRIBUTION_SYSTEM));
    }

    private static String section(Source source) {
        List<LifecycleEvent> events = Arrays.stream(LifecycleEvent.values())
                .filter(event -> event.source() == source)
                .toList();
        return diagram(events) + "\n" + matrix(events);
    }

    private static String diagram(List<LifecycleEvent> events) {
        Map<String, StringJoiner> arrows = new LinkedHashMap<>();
        for (LifecycleEvent event : events) {
            arrows(null, TaskLifecycle.on(null, event), event.title(), arrows);
            for (TaskStatus status : STATUSES) {
                arrows(status, TaskLifecycle.on(status, event), event.title(), arrows);
            }
        }
        return arrows.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + " : " + arrow.getValue())
                .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n", "\n```\n"));
    }

    private static void arrows(
            TaskStatus status, Transition transition, String title, Map<String, StringJoiner> arrows) {
        String from = status == null ? "[*]" : status.wireName();
        BiConsumer<String, String> add =
                (to, label) -> arrows.computeIfAbsent(from + " --> " + to, arrow -> new StringJoiner(", "))
                        .add(label);
        if (transition instanceof Moves moves) {
            add.accept(moves.to().wireName(), title + (moves.revokesFirst() ? " (revoke)" : ""));
        } else if (transition instanceof MovesBack back) {
            STATUSES.stream()
                    .filter(held -> TaskLifecycle.on(held, LifecycleEvent.HOLD) instanceof Moves)
                    .map(back::destination)
                    .distinct()
                    .forEach(to -> add.accept(to.wireName(), title));
        } else if (transition instanceof Archived) {
            add.accept("[*]", title);
        } else if (transition instanceof BySetting choice) {
            for (String value : choice.setting().options()) {
                arrows(
                        status,
                        choice.with(value),
                        title + " (" + choice.setting().key() + " " + value + ")",
                        arrows);
            }
        }
    }

    private static String matrix(List<LifecycleEvent> events) {
        Stream<String> head = Stream.of(
                STATUSES.stream()
                        .map(TaskStatus::wireName)
                        .collect(Collectors.joining(" | ", "| Event | ", " | Error code, setting |")),
                "|---".repeat(STATUSES.size() + 2) + "|");
        Stream<String> rows = events.stream().map(event -> {
            if (!(TaskLifecycle.on(null, event) instanceof CannotOccur)) {
                String cell = cell(TaskLifecycle.on(null, event));
                return "| " + event.title() + " | the new task: " + cell + " |" + " |".repeat(STATUSES.size());
            }
            List<Transition> cells = STATUSES.stream()
                    .map(status -> TaskLifecycle.on(status, event))
                    .toList();
            return cells.stream()
                    .map(TaskLifecyclePageTest::cell)
                    .collect(Collectors.joining(" | ", "| " + event.title() + " | ", " | " + note(cells) + " |"));
        });
        return Stream.concat(head, rows).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cell(Transition transition) {
        if (transition instanceof Moves moves) {
            return (moves.revokesFirst() ? "revoke, " : "") + moves.to().wireName();
        } else if (transition instanceof MovesBack) {
            return "back";
        } else if (transition instanceof Stays stays) {
            return stays.pushes() ? "= push" : "=";
        } else if (transition instanceof Refused) {
            return "refused";
        } else if (transition instanceof Archived) {
            return "archive";
        } else if (transition instanceof Stale) {
            return "stale";
        } else if (transition instanceof BySetting choice) {
            return choice.setting().options().stream()
                    .map(value -> "`" + value + "`: " + cell(choice.with(value)))
                    .collect(Collectors.joining("; "));
        }
        return "–";
    }

    private static String note(List<Transition> cells) {
        return cells.stream()
                .flatMap(cell -> {
                    if (cell instanceof Refused refused) {
                        return Stream.of("`" + refused.code() + "`");
                    }
                    return cell instanceof BySetting choice
                            ? Stream.of("`" + choice.setting().key() + "`")
                            : Stream.empty();
                })
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
