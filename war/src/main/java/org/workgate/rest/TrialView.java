package org.workgate.rest;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.workgate.trial.Trial;
import org.workgate.trial.TrialReport;

/** A trial of a draft, as JSON. */
@JsonbPropertyOrder({"id", "place", "author", "begunAt", "state", "passed", "total", "problem", "report"})
@Schema(name = "Trial")
public record TrialView(
        String id,
        String place,
        String author,
        Instant begunAt,

        @Schema(enumeration = {"running", "done", "canceled", "failed"})
        String state,

        @Schema(description = "How many tasks it has come past")
        int passed,

        @Schema(description = "How many there were when it began")
        long total,

        @Schema(description = "Why it has failed") @Nullable String problem,

        @Schema(description = "What the draft would change, when it is done") @Nullable
        Report report) {

    /** What a draft would change. */
    @JsonbPropertyOrder({
        "looked",
        "same",
        "changed",
        "changedAnyway",
        "differences",
        "newErrors",
        "mendedErrors",
        "priorities",
        "distributionPoints",
        "examples"
    })
    @Schema(name = "TrialReport")
    public record Report(
            @Schema(description = "About how many tasks both have decided, the rules in force and the draft")
            int looked,

            int same,
            int changed,

            @Schema(description = "How many would become something else than they are even without the draft")
            int changedAnyway,

            List<DifferenceView> differences,
            List<FaultView> newErrors,
            List<FaultView> mendedErrors,
            List<ClassView> priorities,
            List<WaitingView> distributionPoints,
            List<ExampleView> examples) {

        static Report of(TrialReport report) {
            return new Report(
                    report.looked(),
                    report.same(),
                    report.changed(),
                    report.changedAnyway(),
                    report.differences().entrySet().stream()
                            .map(entry -> new DifferenceView(word(entry.getKey()), entry.getValue()))
                            .toList(),
                    report.newErrors().stream().map(FaultView::of).toList(),
                    report.mendedErrors().stream().map(FaultView::of).toList(),
                    report.priorities().stream()
                            .map(some -> new ClassView(some.from(), some.to(), some.before(), some.after()))
                            .toList(),
                    report.distributionPoints().stream().map(WaitingView::of).toList(),
                    report.examples().stream().map(ExampleView::of).toList());
        }
    }

    /** How many tasks differ in something. */
    @JsonbPropertyOrder({"difference", "tasks"})
    @Schema(name = "TrialDifference")
    public record DifferenceView(
            @Schema(
                    enumeration = {
                        "distribution-point",
                        "higher-priority",
                        "lower-priority",
                        "due-earlier",
                        "due-later",
                        "overdue",
                        "not-overdue",
                        "process",
                        "contract",
                        "business-calendar",
                        "business-value",
                        "next-prioritization",
                        "rejected",
                        "not-rejected",
                        "new-error",
                        "mended-error",
                        "other-error"
                    })
            String difference,

            int tasks) {}

    /** Something that is wrong, and for how many tasks. */
    @JsonbPropertyOrder({"table", "row", "column", "error", "tasks"})
    @Schema(name = "TrialFault")
    public record FaultView(
            @Schema(description = "Left out where no table is to blame") @Nullable
            String table,

            @Nullable Integer row,
            @Nullable String column,

            @Schema(description = "What is wrong, in full, for the first task")
            String error,

            int tasks) {

        static FaultView of(TrialReport.Fault fault) {
            return new FaultView(fault.table(), fault.row(), fault.column(), fault.error(), fault.tasks());
        }
    }

    /** How many tasks have such a priority; from and to are left out for those without one. */
    @JsonbPropertyOrder({"from", "to", "before", "after"})
    @Schema(name = "TrialPriorities")
    public record ClassView(@Nullable Long from, @Nullable Long to, int before, int after) {}

    /** How many tasks wait for a distribution point; its ID is left out for those that have nowhere to go. */
    @JsonbPropertyOrder({"distributionPointId", "before", "after", "first", "newAmongFirst"})
    @Schema(name = "TrialDistributionPoint")
    public record WaitingView(
            @Nullable String distributionPointId,
            int before,
            int after,

            @Schema(description = "How many of them are the first to be handed out, 100 at most")
            int first,

            @Schema(description = "How many of those would not be so by the rules in force")
            int newAmongFirst) {

        static WaitingView of(TrialReport.Waiting waiting) {
            return new WaitingView(
                    waiting.distributionPointId(),
                    waiting.before(),
                    waiting.after(),
                    waiting.first(),
                    waiting.newAmongFirst());
        }
    }

    /** A task that would change. */
    @JsonbPropertyOrder({"brokerId", "captureId", "changes"})
    @Schema(name = "TrialExample")
    public record ExampleView(
            @JsonbProperty("BrokerId") int brokerId,
            @JsonbProperty("CaptureId") String captureId,
            List<ChangeView> changes) {

        static ExampleView of(TrialReport.Example example) {
            return new ExampleView(
                    example.brokerId(),
                    example.captureId(),
                    example.changes().stream()
                            .map(change -> new ChangeView(change.attribute(), change.from(), change.to()))
                            .toList());
        }
    }

    /** A value by the rules in force and by the draft, each left out where there is none. */
    @JsonbPropertyOrder({"attribute", "before", "after"})
    @Schema(name = "TrialChange")
    public record ChangeView(
            String attribute,
            @Nullable String before,
            @Nullable String after) {}

    static TrialView of(Trial trial) {
        // Asked for once: it may end at any time.
        Trial.State state = trial.state();
        TrialReport report = state == Trial.State.DONE ? trial.report() : null;
        return new TrialView(
                trial.id(),
                trial.place().name(),
                trial.author(),
                trial.begun(),
                word(state),
                trial.passed(),
                trial.total(),
                trial.problem(),
                report == null ? null : Report.of(report));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
