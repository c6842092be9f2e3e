package org.workgate.it.benchmark;

import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.workgate.it.bare.BareConsumer;
import org.workgate.it.server.WorkgateServer;

/** Puts the {@link BareConsumer} on a server, closed at first, with queues and a database of its own beside the product's. */
final class Bare {

    static final String INPUT = "BareIn";
    static final String OUTPUT = "BareOut";

    private Bare() {}

    static WorkgateServer.Setup on(WorkgateServer.Setup setup, List<Integer> consumers) {
        var beans = new StringBuilder();
        for (int number : consumers) {
            beans.append("<message-driven><ejb-name>")
                    .append(name(number))
                    .append("</ejb-name><ejb-class>")
                    .append(BareConsumer.class.getName())
                    .append("</ejb-class><transaction-type>Container</transaction-type></message-driven>");
            setup.overriding(
                    name(number),
                    "<jmsActivationSpec id='bare/" + name(number) + "' maxEndpoints='" + number
                            + "' autoStart='false'>",
                    "<properties.wasJms destinationRef='bare-in' maxBatchSize='1' maxConcurrency='" + number + "'",
                    " readAhead='AlwaysOff'/></jmsActivationSpec>");
        }
        return setup.deploying(ShrinkWrap.create(WebArchive.class, "bare.war")
                        .addPackage(BareConsumer.class.getPackage())
                        .addAsWebInfResource(
                                new StringAsset("<ejb-jar xmlns='https://jakarta.ee/xml/ns/jakartaee' version='4.0'>"
                                        + "<enterprise-beans>" + beans + "</enterprise-beans></ejb-jar>"),
                                "ejb-jar.xml"))
                .overriding(
                        "bare",
                        "<dataSource id='bare' jndiName='jdbc/bare' type='javax.sql.XADataSource'",
                        " isolationLevel='TRANSACTION_READ_COMMITTED' statementCacheSize='60'>",
                        "<jdbcDriver libraryRef='derby'/><properties.derby.embedded",
                        " databaseName='${workgate.data.dir}/bare' createDatabase='create'/></dataSource>",
                        "<messagingEngine id='workgate'><queue id='BareIn' maxMessageDepth='1000000'/>",
                        "<queue id='BareOut' maxMessageDepth='1000000'/></messagingEngine>",
                        "<jmsQueue id='bare-in' jndiName='jms/bare/in'><properties.wasJms queueName='BareIn'",
                        " deliveryMode='Persistent' readAhead='AlwaysOff'/></jmsQueue>",
                        "<jmsQueue id='bare-out' jndiName='jms/bare/out'><properties.wasJms queueName='BareOut'",
                        " deliveryMode='Persistent' readAhead='AlwaysOff'/></jmsQueue>");
    }

    static String endpoint(int consumers) {
        return "bare#bare.war#" + name(consumers);
    }

    private static String name(int consumers) {
        return "Bare" + consumers;
    }
}
