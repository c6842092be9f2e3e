package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.workgate.task.TaskLifecycle.in;
import static org.workgate.task.TaskLifecycle.otherwise;
import static org.workgate.task.TaskLifecycle.row;
import static org.workgate.task.TaskLifecycle.to;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.task.Transition.Archived;
import org.workgate.task.Transition.BySetting;
import org.workgate.task.Transition.CannotOccur;
import org.workgate.task.Transition.Moves;
import org.workgate.task.Transition.MovesBack;
import org.workgate.task.Transition.Refused;
import org.workgate.task.Transition.Stale;
import org.workgate.task.Transition.Stays;

class TaskLifecycleTest {

    /**
     * Part 3 of the requirements, transcribed by hand. A status: it moves there; rv: revoked from the distribution system
     * first; E: refused with the row's code; =: stays; =push: stays, and the distribution system is told; back: where it
     * was held; arch: archived; ~: stale; -: cannot occur; with | between them: by the row's setting, default first.
     */
    private static final String PART_3 = """
            event                           N     NH    Cp    Q     D     A       H     EH    Co    Ca    R     code or setting

            CREATE                          -     -     -     -     -     -       -     -     -     -     -
            CREATE_HELD                     -     -     -     -     -     -       -     -     -     -     -
            HOLD                            H     E     H     H     rvH   E       E     E     E     E     E     CANNOT_HOLD_ASSIGNED_TASK
            RESUME                          E     N     E     E     E     E       back  N     E     E     E     CANNOT_RESUME_TASK
            RESTART                         N     N     N     N     rvN   E       N     N     E     E     E     CANNOT_RESTART_TASK
            RESTART_HELD                    NH    NH    NH    NH    rvNH  E       NH    NH    E     E     E     CANNOT_RESTART_TASK
            CANCEL                          Ca    Ca    Ca    Ca    rvCa  E|rvCa  Ca    Ca    E     E     E     CANNOT_CANCEL_COMPLETED_TASK ALLOW_CANCEL_ASSIGNED
            COMPLETE                        Co    Co    Co    Co    rvCo  rvCo    Co    Co    E     E     E     CANNOT_COMPLETE_TASK
            UPDATE                          =     =     =     =     =push =push   =     =     =     =     =
            QUERY                           =     =     =     =     =     =       =     =     =     =     =

            CLASSIFIED                      Cp    -     -     -     -     -       -     -     -     -     -
            PROCESS_EXPIRED                 R     -     -     -     -     -       -     -     -     -     -
            PROCESS_NOT_YET_ACTIVE          R|=   -     -     -     -     -       -     -     -     -     -     NOT_YET_ACTIVE
            CLASSIFICATION_FAILED           EH    -     -     -     -     -       -     -     -     -     -
            PRIORITIZED                     -     -     Q     -     -     -       -     -     -     -     -
            PRIORITIZATION_FAILED           -     -     EH    EH    =     -       -     -     -     -     -
            ACTIVATION_AWAITED              -     -     -|=   =     -     -       -     -     -     -     -     ACTIVATION_GATE
            ACTIVATION_REACHED              -     -     -|=   =     -     -       -     -     -     -     -     ACTIVATION_GATE
            REPRIORITIZED                   -     -     -     =     =push -       -     -     -     -     -
            REPRIORITIZATION_ENDED          =     =     =     =     =     =       =     =     =     =     =
            DISTRIBUTED                     -     -     -     D     -     -       -     -     -     -     -
            DISTRIBUTION_FAILED             -     -     -     EH    -     -       -     -     -     -     -
            DISTRIBUTION_SYSTEM_UNREACHABLE -     -     -     =     -     -       -     -     -     -     -
            EXPIRED                         =     =     =     =     =     =       =     =     arch  arch  arch

            REPORTED_QUEUED                 ~     ~     ~     ~     =     D       ~     ~     ~     ~     ~
            REPORTED_ASSIGNED               ~     ~     ~     ~     A     =       ~     ~     ~     ~     ~
            REPORTED_RETURNED               ~     ~     ~     ~     Q     Q       ~     ~     ~     ~     ~
            REPORTED_COMPLETED              ~     ~     ~     ~     Co    Co      ~     ~     ~     ~     ~
            REPORTED_RESTARTED              ~     ~     ~     ~     N     N       ~     ~     ~     ~     ~
            REPORTED_CHANGED                ~     ~     ~     ~     =     =       ~     ~     ~     ~     ~
            REPORTED_CHANGED_IN_VAIN        ~     ~     ~     ~     =     =       ~     ~     ~     ~     ~
            REPORTED_REMOVED                ~     ~     ~     ~ Q|Co|EH Q|Co|EH   ~     ~     ~     ~     ~     REMOVED_WITHOUT_VERDICT
            """;

    private static final Map<String, TaskStatus> SHORT = Map.ofEntries(
            Map.entry("N", TaskStatus.NEW),
            Map.entry("NH", TaskStatus.NEW_HELD),
            Map.entry("Cp", TaskStatus.CAPTURED),
            Map.entry("Q", TaskStatus.QUEUED),
            Map.entry("D", TaskStatus.DISTRIBUTED),
            Map.entry("A", TaskStatus.ASSIGNED),
            Map.entry("H", TaskStatus.HELD),
            Map.entry("EH", TaskStatus.ERROR_HELD),
            Map.entry("Co", TaskStatus.COMPLETED),
            Map.entry("Ca", TaskStatus.CANCELED),
            Map.entry("R", TaskStatus.REJECTED));

    static Stream<Arguments> every_event_in_every_status() {
        List<String> lines =
                PART_3.lines().filter(line -> !line.isBlank()).map(String::trim).toList();
        List<String> columns = List.of(lines.get(0).split(" +")).subList(1, 12);
        return lines.stream().skip(1).map(line -> List.of(line.split(" +"))).flatMap(words -> {
            List<String> notes = words.subList(12, words.size());
            return columns.stream().map(column -> {
                String cell = words.get(1 + columns.indexOf(column));
                return arguments(LifecycleEvent.valueOf(words.get(0)), SHORT.get(column), cell, notes);
            });
        });
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("every_event_in_every_status")
    void an_event_does_to_a_status_what_part_3_says(
            LifecycleEvent event, TaskStatus status, String cell, List<String> notes) {
        assertThat(TaskLifecycle.on(status, event)).isEqualTo(transition(cell, notes));
    }

    private static Transition transition(String cell, List<String> notes) {
        if (cell.contains("|")) {
            return new BySetting(
                    LifecycleSetting.valueOf(notes.get(notes.size() - 1)),
                    Arrays.stream(cell.split("\\|"))
                            .map(choice -> transition(choice, notes))
                            .toList());
        }
        return switch (cell) {
            case "E" -> new Refused(ErrorCode.valueOf(notes.get(0)));
            case "=" -> new Stays(false);
            case "=push" -> new Stays(true);
            case "back" -> new MovesBack();
            case "arch" -> new Archived();
            case "~" -> new Stale();
            case "-" -> new CannotOccur();
            default ->
                cell.startsWith("rv")
                        ? new Moves(SHORT.get(cell.substring(2)), true)
                        : new Moves(SHORT.get(cell), false);
        };
    }

    @Test
    void the_transcription_has_every_event_and_every_status_once() {
        Map<String, Long> pairs = every_event_in_every_status()
                .collect(Collectors.groupingBy(
                        pair -> pair.get()[0] + " in " + pair.get()[1], TreeMap::new, Collectors.counting()));

        assertThat(pairs).hasSize(LifecycleEvent.values().length * TaskStatus.values().length);
        assertThat(pairs.values()).containsOnly(1L);
    }

    @ParameterizedTest
    @Tag("R61")
    @Tag("R62")
    @EnumSource
    void only_a_creation_happens_to_a_task_that_is_not_there_yet(LifecycleEvent event) {
        assertThat(TaskLifecycle.on(null, event))
                .isEqualTo(
                        switch (event) {
                            case CREATE -> new Moves(TaskStatus.NEW, false);
                            case CREATE_HELD -> new Moves(TaskStatus.NEW_HELD, false);
                            default -> new CannotOccur();
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "R147, COMPLETE, COMPLETED CANCELED REJECTED",
        "R150 R154 A26, HOLD, NEW_HELD ASSIGNED HELD ERROR_HELD COMPLETED CANCELED REJECTED",
        "R164 R167, RESUME, NEW CAPTURED QUEUED DISTRIBUTED ASSIGNED COMPLETED CANCELED REJECTED",
        "R170 R174, RESTART, ASSIGNED COMPLETED CANCELED REJECTED",
        "R177 R181 A22, CANCEL, ASSIGNED COMPLETED CANCELED REJECTED",
        "R133 A63, UPDATE, ''",
        "R80, QUERY, ''"
    })
    void a_request_is_refused_in_these_statuses_and_in_no_other(
            String proves, LifecycleEvent request, String refusing) {
        assertThat(Stream.of(TaskStatus.values())
                        .filter(status -> standard(status, request) instanceof Refused)
                        .map(TaskStatus::name))
                .isEqualTo(Stream.of(refusing.split(" "))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "A21 R159, RESUME, ERROR_HELD, NEW",
        "A24, RESTART, HELD, NEW",
        "A24, RESTART, NEW_HELD, NEW",
        "A24, RESTART, ERROR_HELD, NEW",
        "A59 R187, RESUME, NEW_HELD, NEW",
        "R144, COMPLETE, NEW, COMPLETED",
        "R175, CANCEL, NEW_HELD, CANCELED"
    })
    void a_request_leads_from_one_status_to_another(
            String proves, LifecycleEvent request, TaskStatus from, TaskStatus to) {
        assertThat(TaskLifecycle.on(from, request)).isEqualTo(new Moves(to, false));
    }

    /** With the default of what a setting decides. */
    private static Transition standard(TaskStatus status, LifecycleEvent event) {
        return TaskLifecycle.on(status, event) instanceof BySetting bySetting
                ? bySetting.with(bySetting.setting().options().get(0))
                : TaskLifecycle.on(status, event);
    }

    @Test
    @Tag("R87")
    @Tag("A17")
    void the_statuses_are_spelled_as_the_interface_has_them() {
        assertThat(TaskStatus.values())
                .extracting(TaskStatus::wireName)
                .containsExactlyInAnyOrder(
                        "New",
                        "NewHeld",
                        "Captured",
                        "Queued",
                        "Distributed",
                        "Assigned",
                        "Held",
                        "ErrorHeld",
                        "Completed",
                        "Canceled",
                        "Rejected");
    }

    // 3.4.2
    @ParameterizedTest
    @Tag("R176")
    @EnumSource
    void nothing_but_the_archive_takes_a_task_out_of_a_final_status(LifecycleEvent event) {
        for (TaskStatus status : TaskStatus.ALL_FINAL) {
            assertThat(TaskLifecycle.on(status, event))
                    .isNotInstanceOfAny(Moves.class, MovesBack.class, BySetting.class);
        }
    }

    // 3.4.4
    @Test
    @Tag("R149")
    @Tag("R187")
    @Tag("R193")
    void a_held_task_is_neither_prioritized_nor_distributed() {
        for (TaskStatus status : TaskStatus.ALL_HELD) {
            for (LifecycleEvent event :
                    List.of(LifecycleEvent.PRIORITIZED, LifecycleEvent.REPRIORITIZED, LifecycleEvent.DISTRIBUTED)) {
                assertThat(TaskLifecycle.on(status, event)).isEqualTo(new CannotOccur());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_request_moves_a_task_while_the_distribution_system_has_it(LifecycleEvent event) {
        if (event.source() != LifecycleEvent.Source.REQUEST) {
            return;
        }
        for (TaskStatus status : List.of(TaskStatus.DISTRIBUTED, TaskStatus.ASSIGNED)) {
            assertThat(TaskLifecycle.on(status, event))
                    .isNotInstanceOf(MovesBack.class)
                    .isNotIn(Arrays.stream(TaskStatus.values())
                            .map(TaskLifecycle::to)
                            .toList());
        }
    }

    // 3.4.8
    @Test
    @Tag("A59")
    void a_resumed_task_is_back_where_it_was_held() {
        var back = new MovesBack();

        assertThat(back.destination(TaskStatus.NEW)).isEqualTo(TaskStatus.NEW);
        assertThat(back.destination(TaskStatus.CAPTURED)).isEqualTo(TaskStatus.CAPTURED);
        assertThat(back.destination(TaskStatus.QUEUED)).isEqualTo(TaskStatus.QUEUED);
    }

    // 3.4.8
    @Test
    @Tag("A59")
    void a_resumed_task_queues_again_if_it_was_distributed() {
        assertThat(new MovesBack().destination(TaskStatus.DISTRIBUTED)).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void only_a_move_has_a_destination() {
        for (Transition transition : List.of(
                new Stays(false),
                new Refused(ErrorCode.CANNOT_RESUME_TASK),
                new Archived(),
                new Stale(),
                new CannotOccur(),
                TaskLifecycle.on(TaskStatus.ASSIGNED, LifecycleEvent.CANCEL))) {
            assertThatIllegalStateException().isThrownBy(() -> transition.destination(null));
        }
    }

    @Test
    @Tag("A22")
    void a_setting_decides_what_it_decides() {
        var cancel = (BySetting) TaskLifecycle.on(TaskStatus.ASSIGNED, LifecycleEvent.CANCEL);

        assertThat(cancel.with("false")).isEqualTo(new Refused(ErrorCode.CANNOT_CANCEL_COMPLETED_TASK));
        assertThat(cancel.with("true")).isEqualTo(new Moves(TaskStatus.CANCELED, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cancel.with("perhaps"))
                .withMessage("allowCancelAssigned is one of [false, true], not perhaps");
    }

    @Test
    void a_setting_needs_a_choice_for_each_value() {
        List<Transition> choices = List.of(to(TaskStatus.QUEUED), to(TaskStatus.COMPLETED));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BySetting(LifecycleSetting.REMOVED_WITHOUT_VERDICT, choices));
    }

    @Test
    void a_row_that_says_two_things_of_a_status_is_rejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> row(
                        LifecycleEvent.CLASSIFIED,
                        in(TaskStatus.NEW).then(to(TaskStatus.CAPTURED)),
                        in(TaskStatus.NEW, TaskStatus.QUEUED).then(to(TaskStatus.REJECTED)),
                        otherwise(new CannotOccur())))
                .withMessage("CLASSIFIED says two things of NEW");
    }

    @Test
    void a_row_that_leaves_a_status_open_is_rejected() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> row(LifecycleEvent.CLASSIFIED, in(TaskStatus.NEW).then(to(TaskStatus.CAPTURED))))
                .withMessage("CLASSIFIED says of [NEW] only");
    }

    @Test
    void a_table_with_two_rows_for_an_event_is_rejected() {
        var row = row(LifecycleEvent.QUERY, otherwise(new Stays(false)));

        assertThatIllegalStateException()
                .isThrownBy(() -> TaskLifecycle.table(List.of(row, row)))
                .withMessage("QUERY has two rows");
    }

    @Test
    void a_table_without_a_row_for_an_event_is_rejected() {
        List<TaskLifecycle.Row> rows = Arrays.stream(LifecycleEvent.values())
                .filter(event -> event != LifecycleEvent.EXPIRED)
                .map(event -> row(event, otherwise(new Stays(false))))
                .toList();

        assertThatIllegalStateException()
                .isThrownBy(() -> TaskLifecycle.table(rows))
                .withMessage("No row for [EXPIRED]");
    }
}
