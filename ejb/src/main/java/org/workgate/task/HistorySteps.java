package org.workgate.task;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the product's services did to a task in the unit of work of an event, after it; they share its line of the history (A88).
 *
 * @param steps in their order
 */
public record HistorySteps(List<Step> steps) {

    /** The services did nothing. */
    public static final HistorySteps NONE = new HistorySteps(List.of());

    /** Copies the list. */
    public HistorySteps {
        steps = List.copyOf(steps);
    }

    /** These and a further one. */
    HistorySteps and(Step step) {
        return new HistorySteps(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /**
     * One of them.
     *
     * @param event the name of the {@link TaskEvent}
     * @param statusAfter the task's status after it
     * @param actor which service
     * @param reason why, as the originating system was told, or null
     * @param changes what it changed in the task's attributes
     * @param because which rules led to it
     */
    public record Step(
            String event,
            TaskStatus statusAfter,
            String actor,
            @Nullable String reason,
            AttributeChanges changes,
            Explanation because) {}
}
