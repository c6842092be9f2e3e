package org.workgate.it.server;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a server with the testbed that all test classes share: started for the first of them, stopped after the last.
 * A test that kills it, stops it or needs another configuration makes one of its own.
 */
public final class SharedServer implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == WorkgateServer.class || type == Api.class || type == Testbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what is in the root's store, and is closeable, after the last test.
        WorkgateServer server = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(WorkgateServer.class, any -> start(), WorkgateServer.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Api.class) {
            return new Api(server);
        }
        return type == Testbed.class ? new Testbed(server) : server;
    }

    private static WorkgateServer start() {
        return Testbed.on(WorkgateServer.named("shared").onBrokerOfTheBuild(), true)
                .create()
                .start();
    }
}
