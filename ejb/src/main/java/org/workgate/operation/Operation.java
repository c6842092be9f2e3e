package org.workgate.operation;

import java.util.function.Function;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskStatus;

/** What operators do with tasks by a word alone, one task or many; an update needs values and is none of these. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum Operation {
    /** See {@link TaskCommand.Hold}. */
    HOLD(TaskCommand.Hold::new),
    /** See {@link TaskCommand.Resume}. */
    RESUME(TaskCommand.Resume::new),
    /** See {@link TaskCommand.Restart}. */
    RESTART(address -> new TaskCommand.Restart(address, false)),
    /** See {@link TaskCommand.Complete}. */
    COMPLETE(TaskCommand.Complete::new),
    /** See {@link TaskCommand.Cancel}. */
    CANCEL(TaskCommand.Cancel::new);

    private static final int ANY = 1;

    private final Function<TaskAddress, TaskCommand.Change> command;

    Operation(Function<TaskAddress, TaskCommand.Change> command) {
        this.command = command;
    }

    /** The command that does it to the task with this BrokerId. */
    public TaskCommand.Change on(int brokerId) {
        return command.apply(new TaskAddress(brokerId, null));
    }

    /** Whether a task of this status may accept it; that it does can depend on a setting, or on what happens meanwhile. */
    public boolean isPossible(TaskStatus status) {
        return status.mayAccept(on(ANY));
    }
}
