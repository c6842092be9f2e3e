import com.ibm.msg.client.jakarta.jms.JmsConnectionFactory;
import com.ibm.msg.client.jakarta.jms.JmsFactoryFactory;
import com.ibm.msg.client.jakarta.wmq.WMQConstants;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A small router that was written from docs/distribution.md: it keeps the tasks that it is given, in memory, and whoever runs it says which
 * agent gets which. It shows what any router has to do; how a real one finds the agent is its own affair.
 *
 * <p>Needs a JDK of 17 or newer and IBM's client with what it depends on, and is run as it is:
 *
 * <pre>
 * java -cp 'lib/*' ExampleRouter.java 'mq1.example.com(1414)' QM1 ROUTER.SVRCONN RouterIn RouterOut
 * </pre>
 *
 * <p>User and password are taken from the environment, ROUTER_USER and ROUTER_PASSWORD. On its standard input it takes
 *
 * <pre>
 * list                     the tasks that it has, in the order in which they came
 * assign ID AGENT          an agent works on the task
 * queue ID NAME            the task lies in a queue, and nobody works on it
 * complete ID RESULT       the work is done; RESULT becomes the result code
 * return ID                the task is to be distributed anew
 * end
 * </pre>
 *
 * <p>where ID is a DistributionId or the CaptureId of the task. What it forgets when it ends, Workgate does not: a task that the router
 * does not know any more is given back as soon as Workgate asks for it.
 */
public final class ExampleRouter {

    private static final long PATIENCE_MILLIS = 200;

    /** A task that the router has. */
    private static final class Task {

        private final String distributionId;
        private final String captureId;
        private final Map<String, String> attributes;
        private String agent;

        private Task(String distributionId, String captureId, Map<String, String> attributes) {
            this.distributionId = distributionId;
            this.captureId = captureId;
            this.attributes = attributes;
        }

        private boolean isCalled(String id) {
            return distributionId.equals(id) || captureId.equals(id);
        }

        @Override
        public String toString() {
            return distributionId + " " + captureId + " " + (agent == null ? "waits" : "assigned to " + agent) + " "
                    + attributes;
        }
    }

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final JMSContext context;
    private final String out;

    private ExampleRouter(JMSContext context, String out) {
        this.context = context;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5) {
            System.err.println("Arguments: host(port) queue-manager channel queue-to-take-from queue-to-put-on");
            System.exit(2);
        }
        JmsConnectionFactory factory = JmsFactoryFactory.getInstance(WMQConstants.JAKARTA_WMQ_PROVIDER)
                .createConnectionFactory();
        factory.setIntProperty(WMQConstants.WMQ_CONNECTION_MODE, WMQConstants.WMQ_CM_CLIENT);
        factory.setStringProperty(WMQConstants.WMQ_CONNECTION_NAME_LIST, arguments[0]);
        factory.setStringProperty(WMQConstants.WMQ_QUEUE_MANAGER, arguments[1]);
        factory.setStringProperty(WMQConstants.WMQ_CHANNEL, arguments[2]);
        String user = System.getenv("ROUTER_USER");
        try (JMSContext context = user == null
                ? factory.createContext(JMSContext.SESSION_TRANSACTED)
                : factory.createContext(user, System.getenv("ROUTER_PASSWORD"), JMSContext.SESSION_TRANSACTED)) {
            new ExampleRouter(context, arguments[4]).run(arguments[3]);
        }
    }

    /** Takes a message and answers it in one transaction, and between two messages does what it is told. */
    private void run(String in) throws Exception {
        try (var consumer = context.createConsumer(context.createQueue("queue:///" + in));
                var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            while (true) {
                Message message = consumer.receive(PATIENCE_MILLIS);
                if (message != null) {
                    take(message);
                }
                while (commands.ready()) {
                    String command = commands.readLine();
                    if (command.equals("end")) {
                        context.commit();
                        return;
                    }
                    obey(command.trim().split("\\s+", 3));
                }
                context.commit();
            }
        }
    }

    private void take(Message message) throws JMSException, ParserConfigurationException, SAXException, IOException {
        Element root = parse(message.getBody(String.class));
        String id = text(root, "DistributionId");
        Task task = tasks.get(id);
        switch (root.getTagName()) {
            case "Submit" -> {
                task = new Task(id, text(root, "CaptureId"), attributes(root));
                tasks.put(id, task);
                System.out.println("has " + task);
            }
            case "Update" -> {
                if (task != null) {
                    task.attributes.putAll(attributes(root));
                    task.attributes.values().removeIf(String::isEmpty);
                    System.out.println("has " + task);
                }
            }
            case "Revoke" -> {
                boolean even = "true".equals(text(root, "EvenIfAssigned"));
                if (task != null && task.agent != null && !even) {
                    tell("AlreadyAssigned", id, "<Agent>" + escape(task.agent) + "</Agent>");
                } else {
                    tasks.remove(id);
                    tell("Revoked", id, "");
                    System.out.println("gave back " + id);
                }
            }
            default -> System.out.println("ignores " + root.getTagName());
        }
    }

    private void obey(String[] command) {
        if (command[0].equals("list")) {
            tasks.values().forEach(System.out::println);
            return;
        }
        Task task = tasks.values().stream()
                .filter(each -> command.length > 1 && each.isCalled(command[1]))
                .findFirst()
                .orElse(null);
        if (task == null) {
            System.out.println("has no such task");
            return;
        }
        String more = command.length > 2 ? command[2] : "";
        String by = task.agent == null ? "" : "<Agent>" + escape(task.agent) + "</Agent>";
        switch (command[0]) {
            case "assign" -> {
                if (more.isEmpty()) {
                    System.out.println("assign ID AGENT");
                    return;
                }
                task.agent = more;
                tell("Assigned", task.distributionId, "<Agent>" + escape(more) + "</Agent>");
            }
            case "queue" -> {
                task.agent = null;
                tell(
                        "Queued",
                        task.distributionId,
                        "<Queue>" + escape(more) + "</Queue><QueueType>InteractionQueue</QueueType>");
            }
            case "complete" -> {
                tasks.remove(task.distributionId);
                tell(
                        "Completed",
                        task.distributionId,
                        by + "<Attributes><GTL_ext_resultCode>" + escape(more) + "</GTL_ext_resultCode></Attributes>");
            }
            case "return" -> {
                tasks.remove(task.distributionId);
                tell("Returned", task.distributionId, by);
            }
            default -> System.out.println("list, assign, queue, complete, return or end");
        }
    }

    private void tell(String type, String distributionId, String more) {
        context.createProducer()
                .send(
                        context.createQueue("queue:///" + out + "?targetClient=1"),
                        "<" + type + "><DistributionId>" + distributionId + "</DistributionId>" + more + "</" + type + ">");
    }

    private static Element parse(String text) throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    private static String text(Element parent, String child) {
        Node found = parent.getElementsByTagName(child).item(0);
        return found == null ? "" : found.getTextContent();
    }

    private static Map<String, String> attributes(Element root) {
        var attributes = new LinkedHashMap<String, String>();
        Node parent = root.getElementsByTagName("Attributes").item(0);
        for (Node child = parent == null ? null : parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) {
                attributes.put(child.getNodeName(), child.getTextContent());
            }
        }
        return attributes;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
