package org.workgate.it.gate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import jakarta.transaction.UserTransaction;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.gate.TaskGate;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.Task;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskHistoryEntry;

/** What goes through the gate is one unit of work with the transaction of the caller: task, history, journal and message (A74). */
@ArquillianTest
class UnitOfWorkIT {

    @Inject
    private TaskGate gate;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private MessageJournal journal;

    @Inject
    @JMSConnectionFactory("jms/workgate/connectionFactory")
    private JMSContext queues;

    @Inject
    private UserTransaction transaction;

    /** The CaptureId, and the ID of the message that asks, which messaging wants to be hexadecimal. */
    private final String captureId = UUID.randomUUID().toString().replace("-", "");

    @Deployment
    static EnterpriseArchive application() {
        return InContainer.applicationWith(UnitOfWorkIT.class);
    }

    @Test
    @Tag("A74")
    void what_is_rolled_back_leaves_neither_task_nor_history_nor_message() throws Exception {
        transaction.begin();
        Task created = create();
        transaction.rollback();

        assertThat(inTransaction(() -> gate.perform(query(), capturePoint(), origin())))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(history(created)).isEmpty();
        assertThat(answers()).isEmpty();
        assertThat(messages()).isEmpty();
    }

    @Test
    @Tag("A72")
    @Tag("A74")
    void what_is_committed_leaves_task_and_history_and_message_together() throws Exception {
        Task created = inTransaction(this::create);

        assertThat(inTransaction(() -> gate.perform(query(), capturePoint(), origin())))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.task().brokerId()).isEqualTo(created.brokerId()));
        assertThat(history(created)).extracting(TaskHistoryEntry::event).containsExactly("TaskCreated");
        assertThat(answers()).extracting(entry -> entry.heading().type()).containsExactly("TaskCreated");
        assertThat(messages()).singleElement().satisfies(answer -> {
            assertThat(answer).isInstanceOf(TextMessage.class);
            assertThat(answer.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        });
    }

    @Test
    void without_a_transaction_of_the_caller_the_gate_begins_and_commits_its_own() throws Exception {
        Task created = create();
        assertThat(history(created)).hasSize(1);
        assertThat(answers()).hasSize(1);
        assertThat(messages()).hasSize(1);
    }

    private Task create() {
        Outcome outcome =
                gate.perform(new TaskCommand.Create(captureId, AttributeValues.NONE, false), capturePoint(), origin());
        return ((Outcome.Accepted) outcome).task();
    }

    private TaskCommand query() {
        return new TaskCommand.Query(new TaskAddress(null, captureId));
    }

    private CapturePoint capturePoint() {
        return capturePoints.all().get(0);
    }

    private Origin origin() {
        return new Origin(
                "test",
                null,
                null,
                Channel.MESSAGE,
                null,
                new Origin.Request(capturePoint().id(), captureId, null, false));
    }

    private List<TaskHistoryEntry> history(Task task) throws Exception {
        return inTransaction(() -> tasks.history(task.brokerId()));
    }

    private List<JournalEntry> answers() throws Exception {
        return inTransaction(() -> journal.answers(captureId));
    }

    /** The answers that lie on the output queue. */
    private List<Message> messages() throws Exception {
        return inTransaction(() -> {
            try (QueueBrowser browser =
                    queues.createBrowser(queues.createQueue("GTLOut"), "JMSCorrelationID = 'ID:" + captureId + "'")) {
                Enumeration<?> lying = browser.getEnumeration();
                return Collections.list(lying).stream().map(Message.class::cast).toList();
            }
        });
    }

    private <T> T inTransaction(Callable<T> work) throws Exception {
        transaction.begin();
        try {
            return work.call();
        } finally {
            transaction.commit();
        }
    }
}
