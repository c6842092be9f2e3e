package org.workgate.it.takeover;

import java.util.ArrayDeque;
import java.util.Deque;
import org.workgate.it.server.CommitGate;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * Two Workgate servers as they are shipped for that: one PostgreSQL, with a gate of each server's own before it, and one
 * server with the queues, those of a router too, on which the testbed puts and drains.
 */
final class TwoServers implements AutoCloseable {

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Postgresql database;
    private final WorkgateServer queues;
    private final int messagingPort = WorkgateServer.freePort();
    private final Member first;
    private final Member second;

    /**
     * One of the two servers.
     *
     * @param server itself
     * @param gate through which it reaches the database
     */
    record Member(WorkgateServer server, CommitGate gate) {}

    private TwoServers() {
        database = new Postgresql();
        ends.push(database::close);
        database.run("create schema workgate_transactions");
        queues = Testbed.on(
                        WorkgateServer.named("two-queues")
                                .withoutWorkgate()
                                .overriding("queues", "<include location='${server.config.dir}/messaging-server.xml'/>")
                                .overriding(
                                        "router",
                                        "<messagingEngine id='workgate'><queue id='RouterIn'/><queue id='RouterOut'/>",
                                        "<queue id='RouterBackout'/></messagingEngine>")
                                .variable("messaging.port", Integer.toString(messagingPort)),
                        true)
                .create();
        ends.push(queues::close);
        first = member("first");
        second = member("second");
    }

    /** Starts all of them, the first one first, which so takes the messages. */
    static TwoServers started() {
        var two = new TwoServers();
        try {
            two.queues.start();
            two.first.server().start();
            two.second.server().start();
            return two;
        } catch (RuntimeException | AssertionError e) {
            two.close();
            throw e;
        }
    }

    private Member member(String id) {
        var gate = new CommitGate(database.port());
        ends.push(gate::close);
        WorkgateServer server = WorkgateServer.named("two-" + id)
                .onPostgresql(gate.port(), "postgres")
                .asOneOfSeveral(id, messagingPort)
                .variable("database.lock.timeout", "10s")
                .variable("workgate.archive.days", "30")
                .overriding(
                        "router", queue("out", "RouterIn"), queue("in", "RouterOut"), queue("backout", "RouterBackout"))
                .create();
        ends.push(server::close);
        return new Member(server, gate);
    }

    /** One of the queues of a router behind the distribution point of the sample set-up. */
    private static String queue(String which, String name) {
        return "<jmsQueue id='workgate-desk-" + which + "' jndiName='jms/workgate/router/desk/" + which
                + "'><properties.wasJms queueName='" + name
                + "' deliveryMode='Persistent' readAhead='AlwaysOff'/></jmsQueue>";
    }

    Postgresql database() {
        return database;
    }

    Testbed testbed() {
        return new Testbed(queues);
    }

    Member first() {
        return first;
    }

    Member second() {
        return second;
    }

    /** Stops all of them, the last one first. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
