package org.workgate.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.workgate.capture.InputQueue.Waiting;

/**
 * The messages of an ordered capture point that have to be taken before any other, in their order (A75): those whose transaction was
 * rolled back, those that were returned, and what lay in front when the endpoint was opened. A broker may hand out later ones first,
 * since it had told its client of them before or keeps the earlier ones reserved for an endpoint that was closed, or hides those until a
 * branch that was prepared is rolled back there too.
 *
 * <p>Not safe for use by several threads.
 */
final class DueMessages {

    private final List<Waiting> inOrder = new ArrayList<>();
    private boolean byPriority;

    boolean isEmpty() {
        return inOrder.isEmpty();
    }

    /** The IDs of all of them, in their order. */
    Set<String> ids() {
        return inOrder.stream().map(Waiting::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether this message overtakes none of them: it is the first, or the queue goes by priority and it has a higher one. */
    boolean letPass(Waiting message) {
        return inOrder.isEmpty()
                || inOrder.get(0).id().equals(message.id())
                || (byPriority && inOrder.get(0).priority() < message.priority());
    }

    /** These were taken together and rolled back: they come again, before all others. */
    void comeAgain(List<Waiting> messages) {
        inOrder.removeAll(messages);
        inOrder.addAll(0, messages);
    }

    /** This one was returned without having been taken: it comes again, but not before those. */
    void comeLater(Waiting message) {
        if (!inOrder.contains(message)) {
            inOrder.add(message);
        }
    }

    /** These are taken for good, or gone. */
    void remove(Collection<String> ids) {
        inOrder.removeIf(message -> ids.contains(message.id()));
    }

    /**
     * Takes the order of the queue, which shows all of them: what lies in front has to come first, in the order in which it lies there.
     * Where something came later and lies before them with a higher priority, the queue goes by priority.
     *
     * @param front the first messages on the queue, these among them
     */
    void follow(List<Waiting> front) {
        byPriority = !front.isEmpty()
                && !inOrder.isEmpty()
                && !ids().contains(front.get(0).id())
                && inOrder.get(0).priority() < front.get(0).priority();
        inOrder.clear();
        inOrder.addAll(front);
    }
}
