package org.workgate.router;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.workgate.gtl.RouterMessage;

/**
 * What a router is still to be told of a task that it has. Written in the transaction that gives rise to it, whether the queue manager
 * answers or not (A67), and deleted in the one that puts it on the queue.
 */
@Entity
@Table(name = "gtl_router_message")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
class OutgoingMessage {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_router_message_seq")
    @SequenceGenerator(name = "gtl_router_message_seq", sequenceName = "gtl_router_message_seq", allocationSize = 1)
    private long id;

    @Column(name = "distribution_point_id", length = 16, nullable = false)
    private String distributionPointId;

    @Column(name = "distribution_id", length = 64, nullable = false)
    private String distributionId;

    /** For those who look into the table. */
    @Column(name = "message_type", length = 16, nullable = false)
    private String type;

    @Lob
    @Column(nullable = false)
    private String body;

    /** For the persistence provider. */
    protected OutgoingMessage() {}

    /** A message about this submission. */
    OutgoingMessage(String distributionPointId, String distributionId, RouterMessage message) {
        this.distributionPointId = distributionPointId;
        this.distributionId = distributionId;
        this.type = message.type();
        this.body = message.text();
    }

    String text() {
        return body;
    }
}
