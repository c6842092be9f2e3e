package org.workgate.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Explanation;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;

/**
 * The application of rules to one task in one round: table after table, from the general to the special, each seeing what those
 * before it decided, save the priority, which all of them see as it was given. Changes nothing of the task.
 */
public final class RuleApplication {

    private final Rules rules;
    private final boolean processGiven;
    private RuleFacts facts;
    private final Map<TaskAttribute, @Nullable Object> decided = new EnumMap<>(TaskAttribute.class);
    private @Nullable String distributionPointId;
    private final List<Explanation.Row> because = new ArrayList<>();
    private @Nullable RuleFault fault;

    RuleApplication(Rules rules, Task task, RuleRound round) {
        this.rules = rules;
        this.processGiven = task.isProcessGiven();
        this.facts = RuleFacts.of(task, round);
    }

    /**
     * Applies the table that holds at a place, if there is one.
     *
     * @return whether all is well; false where the table failed, and then {@link #fault()} tells
     */
    public boolean apply(RulePlace place) {
        StoredRules table = rules.at(place).orElse(null);
        if (table == null) {
            return true;
        }
        Verdict verdict = table.evaluate(facts);
        if (verdict instanceof Verdict.Fired fired) {
            for (Verdict.FiredRow row : fired.rows()) {
                because.add(table.explain(fired, row));
                row.actions().forEach(action -> act(action, fired.table(), row.row()));
            }
        } else {
            fault = ((Verdict.Faulted) verdict).fault();
        }
        return fault == null;
    }

    private void act(RuleAction action, String table, int row) {
        if (action instanceof RuleAction.AssignProcess process) {
            if (!processGiven) {
                decide(TaskAttribute.PROCESS_ID, process.processId());
            }
        } else if (action instanceof RuleAction.AssignBusinessCalendar calendar) {
            decide(TaskAttribute.BUSINESS_CALENDAR_ID, calendar.businessCalendarId());
        } else if (action instanceof RuleAction.AssignDistributionPoint point) {
            distributionPointId = point.distributionPointId();
        } else if (action instanceof RuleAction.SetDueDateTime due) {
            decide(TaskAttribute.DUE, due.dueDateTime());
        } else if (action instanceof RuleAction.SetBusinessValue value) {
            decide(TaskAttribute.BUSINESS_VALUE, value.businessValue());
        } else if (action instanceof RuleAction.SetPriority priority) {
            decided.put(TaskAttribute.PRIORITY, priority.priority());
        } else if (action instanceof RuleAction.AddToPriority addition) {
            add(addition.added(), table, row);
        } else if (action instanceof RuleAction.Reprioritize reprioritize) {
            decided.put(TaskAttribute.REPRIORITIZE, at().plus(reprioritize.delay()));
        } else if (action instanceof RuleAction.NeverReprioritize) {
            decided.put(TaskAttribute.REPRIORITIZE, null);
        }
    }

    private void decide(TaskAttribute attribute, Object value) {
        decided.put(attribute, value);
        facts = facts.with(attribute, value);
    }

    private void add(int added, String table, int row) {
        Integer before = priority();
        long sum = (before == null ? 0L : before) + added;
        if (Math.abs(sum) > Integer.MAX_VALUE) {
            fault = new RuleFault(
                    table,
                    row,
                    RuleColumn.ADD_TO_PRIORITY.label(),
                    "The priority would become " + sum + ", but must be between -2147483647 and 2147483647");
        } else {
            decided.put(TaskAttribute.PRIORITY, (int) sum);
        }
    }

    /** What is wrong, where a table failed. */
    public RuleFault fault() {
        return Objects.requireNonNull(fault, "No table failed");
    }

    /** The same; nothing as long as none failed. */
    public Optional<RuleFault> failure() {
        return Optional.ofNullable(fault);
    }

    /** Has working time counted so from now on. */
    public void countBy(WorkingTime calendar) {
        facts = facts.by(calendar);
    }

    /** When the round takes place. */
    private Instant at() {
        return facts.round().at();
    }

    /** The process that the task has, or that rules have given it; null while there is none. */
    public @Nullable String processId() {
        return (String) facts.attributes().get(TaskAttribute.PROCESS_ID);
    }

    /** The business calendar that a rule chose, or null where none did. */
    public @Nullable String chosenCalendarId() {
        return (String) decided.get(TaskAttribute.BUSINESS_CALENDAR_ID);
    }

    /** The distribution point that a rule chose, or null where none did. */
    public @Nullable String chosenDistributionPointId() {
        return distributionPointId;
    }

    /** The priority that this round has come to, computed from the given one; null for none. */
    public @Nullable Integer priority() {
        Object priority = decided.get(TaskAttribute.PRIORITY);
        return (Integer) (priority == null ? facts.attributes().get(TaskAttribute.PRIORITY) : priority);
    }

    /** What the rules have decided so far, with what the caller adds. */
    public Ruling.Values values(Map<TaskAttribute, ? extends @Nullable Object> added) {
        var values = new EnumMap<TaskAttribute, @Nullable Object>(decided);
        values.putAll(added);
        return new Ruling.Values(values, distributionPointId);
    }

    /** Whether a rule has said when the next round is, or that there is none. */
    public boolean saysWhenNext() {
        return decided.containsKey(TaskAttribute.REPRIORITIZE);
    }

    /** Which rows have fired so far. */
    public Explanation because() {
        return new Explanation(because);
    }
}
