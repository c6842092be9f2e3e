package org.workgate.task;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Tasks as they are after the database has numbered them, for tests without a database. */
public final class Tasks {

    /** Nobody in particular asks, by a message. */
    public static final Origin NOBODY = new Origin("nobody", null, null, Channel.MESSAGE, null, null);

    private static final Task.CapturedBy BY =
            new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false);

    private Tasks() {}

    /** A task that the capture point {@code mq} has created from this command. */
    public static Task created(int brokerId, TaskCommand.Create command, Instant now) {
        var task = new Task(BY, command, NOBODY, now);
        set(task, "brokerId", brokerId);
        task.numbered();
        return task;
    }

    /** Somebody who asks by a message, and why. */
    public static Origin origin(String actor, String reason) {
        return new Origin(actor, reason, null, Channel.MESSAGE, null, null);
    }

    /** What an event of a task has in common with others, where it changes no attribute. */
    public static TaskEvent.Occurrence occurrence(Task task, Origin origin, Instant at) {
        return new TaskEvent.Occurrence(
                task,
                origin,
                at,
                new TaskEvent.Submission(task.distributionId(), task.distributionPointId()),
                AttributeChanges.NONE,
                Explanation.NONE);
    }

    /** Has a task take over what a service has decided. */
    public static TaskEvent accept(Task task, Ruling ruling, Instant now) {
        return task.accept(ruling, BY, now);
    }

    /** Gives a field of a task a value that it would get in some other way. */
    static void set(Task task, String field, Object value) {
        try {
            Field found = TaskRecord.class.getDeclaredField(field);
            found.setAccessible(true);
            found.set(task, value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The task has no field " + field, e);
        }
    }

    /** A task of which nothing is known but when it was created. */
    public static Task bare(int brokerId, Instant now) {
        return created(brokerId, new TaskCommand.Create(null, AttributeValues.NONE, false), now);
    }

    /** A task in which every attribute has a value: of texts {@code the} and the element's name, of times {@code now}. */
    public static Task full(int brokerId, String captureId, Map<String, String> custom, Instant now) {
        var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        for (TaskAttribute attribute : TaskAttribute.values()) {
            if (attribute.isCreatable()) {
                values.put(
                        attribute,
                        switch (attribute.type()) {
                            case TEXT -> "the " + attribute.wireName();
                            case INTEGER -> 7;
                            case DATE_TIME -> now;
                        });
            }
        }
        Task task =
                created(brokerId, new TaskCommand.Create(captureId, new AttributeValues(values, Map.of()), true), now);
        // Put in directly, so that a test can have names that no message brings.
        set(task, "customAttributes", CustomAttributes.of(custom));
        set(task, "contractId", "the contractId");
        set(task, "businessCalendarId", "the calendar");
        set(task, "distributedDateTime", now);
        set(task, "assignedDateTime", now);
        set(task, "completedDateTime", now);
        set(task, "reprioritizeDateTime", now);
        set(task, "assignedToUser", "the assignedToUser");
        set(task, "queue", "the Queue");
        set(task, "queueType", "AgentGroupWorkbin");
        set(task, "queueTarget", "the QueueTarget");
        set(task, "distributionId", "the DistributionId");
        set(task, "distributionPointId", "desk");
        return task;
    }
}
