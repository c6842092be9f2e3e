package org.workgate.capture;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The tap between the input queue and the message-driven bean. The server leaves it closed at the start; whoever is on duty
 * opens and closes it.
 */
class IntakeEndpoint {

    /** The server's control of its endpoints; on Liberty part of the kernel. */
    private static final String CONTROL = "WebSphere:feature=kernel,name=ServerEndpointControl";

    private final String name;

    /** The endpoint that the server knows by this name. */
    IntakeEndpoint(String name) {
        this.name = name;
    }

    /** Lets messages through. */
    void open() {
        control("resume");
    }

    /** Lets no more messages through; the one being taken is finished first. */
    void close() {
        control("pause");
    }

    private void control(String operation) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            server.invoke(ObjectName.getInstance(CONTROL), operation, new Object[] {name}, new String[] {
                String.class.getName()
            });
        } catch (JMException e) {
            throw new IllegalStateException(
                    "The server could not " + operation + " the endpoint " + name
                            + "; its activation specification has to have this name and autoStart=\"false\"",
                    e);
        }
    }
}
