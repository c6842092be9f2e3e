package org.workgate.task;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Map;

/** Tasks as they are after the database has numbered them, for tests without a database. */
public final class Tasks {

    private static final Task.CapturedBy BY = new Task.CapturedBy("mq", "demo", "backoffice", true);

    private Tasks() {}

    /** A task that the capture point {@code mq} has created from this command. */
    public static Task created(int brokerId, TaskCommand.Create command, Instant now) {
        var task = new Task(BY, command, now);
        try {
            Field field = Task.class.getDeclaredField("brokerId");
            field.setAccessible(true);
            field.setInt(task, brokerId);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The task has no field brokerId", e);
        }
        task.numbered();
        return task;
    }

    /** A task of which nothing is known but when it was created. */
    public static Task bare(int brokerId, Instant now) {
        return created(brokerId, new TaskCommand.Create(null, AttributeValues.NONE, false), now);
    }

    /** A task in which every attribute has a value: of texts {@code the} and the element's name, of times {@code now}. */
    public static Task full(int brokerId, String captureId, Map<String, String> custom, Instant now) {
        Task task = created(
                brokerId,
                new TaskCommand.Create(captureId, new AttributeValues(Map.of(), Map.copyOf(custom)), true),
                now);
        task.customAttributes = CustomAttributes.of(custom);
        task.contractId = "the contractId";
        task.businessCalendarId = "the calendar";
        task.distributedDateTime = now;
        task.assignedDateTime = now;
        task.completedDateTime = now;
        task.reprioritizeDateTime = now;
        task.assignedToUser = "the assignedToUser";
        task.queue = "the Queue";
        task.queueType = "AgentGroupWorkbin";
        task.queueTarget = "the QueueTarget";
        task.distributionId = "the DistributionId";
        task.distributionPointId = "desk";
        for (TaskAttribute attribute : TaskAttribute.values()) {
            if (attribute.isCreatable()) {
                attribute.set(
                        task,
                        switch (attribute.type()) {
                            case TEXT -> "the " + attribute.wireName();
                            case INTEGER -> 7;
                            case DATE_TIME -> now;
                        });
            }
        }
        return task;
    }
}
