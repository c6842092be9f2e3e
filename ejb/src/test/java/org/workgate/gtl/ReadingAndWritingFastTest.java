package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.RULES;

import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.IntFunction;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.task.Channel;
import org.workgate.task.Origin;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskEvent;
import org.workgate.task.Tasks;

class ReadingAndWritingFastTest {

    private static final String ORDINARY = """
            <GTLMessages><CreateTask>
              <CaptureId>SR-1001</CaptureId><Actor>crm</Actor><Reason>new order</Reason>
              <ActionDateTime>2024-03-04T09:00:00</ActionDateTime>
              <channel>Webform</channel><category>Followup</category>
              <dueDateTime>2024-03-06T17:00:00</dueDateTime><businessValue>50</businessValue><priority>10</priority>
              <Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment><productType>DSL</productType></Ext>
              <Data><region>EMEA</region><orderNumber>4711</orderNumber></Data>
            </CreateTask></GTLMessages>
            """;

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05Z");

    /** Nanoseconds of the processor. */
    private static final double WARM_UP = 1.5e9;

    /** Ways to be large, each as a message of about so many characters. */
    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Large {
        VALUE(size -> create("<Reason>" + "x".repeat(size) + "</Reason>")),
        REFERENCES(size -> create("<Reason>" + "&amp;".repeat(size / 5) + "</Reason>")),
        CDATA(size -> create("<Reason>" + "<![CDATA[x]]>".repeat(size / 13) + "</Reason>")),
        UNKNOWN_ELEMENTS(size -> create("<x>1</x>".repeat(size / 8))),
        CUSTOM_ATTRIBUTES(
                size -> create("<Data>" + numbered("<a%d>a value of some length</a%d>", size / 40) + "</Data>")),
        FAULTS(size -> "<GTLMessages>" + ("<Foo>" + "x".repeat(90) + "</Foo>").repeat(size / 101) + "</GTLMessages>"),
        TEXT_ATTRIBUTE(size -> create("<x y='" + "z".repeat(size) + "'/>")),
        COMMENT(size -> create("<!--" + "-x".repeat(size / 2) + "-->")),
        NAME(size -> create("<" + "n".repeat(size) + "/>"));

        private final IntFunction<String> message;

        Large(IntFunction<String> message) {
            this.message = message;
        }

        private static String create(String content) {
            return "<GTLMessages><CreateTask>" + content + "</CreateTask></GTLMessages>";
        }

        private static String numbered(String element, int count) {
            var numbered = new StringBuilder();
            for (int i = 0; i < count; i++) {
                numbered.append(element.replace("%d", Integer.toString(100_000 + i)));
            }
            return numbered.toString();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws XMLStreamException;
    }

    /** Time of the processor, since others use the machine too. */
    private static double nanoseconds(int times, Work work) throws XMLStreamException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return (double) (threads.getCurrentThreadCpuTime() - start) / times;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** How many times longer the second takes than the first, as the median of several comparisons in turns. */
    private static double ratio(int rounds, int timesFirst, Work first, int timesSecond, Work second)
            throws XMLStreamException {
        // The compiler of the virtual machine must have seen both often enough, also where no other test ran before.
        for (double spent = 0; spent < WARM_UP; ) {
            spent += timesFirst * nanoseconds(timesFirst, first) + timesSecond * nanoseconds(timesSecond, second);
        }
        var ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            double one = nanoseconds(timesFirst, first);
            ratios[i] = nanoseconds(timesSecond, second) / one;
        }
        return median(ratios);
    }

    // The aim is twelve; whatever is not linear would take a hundred times as long.
    @ParameterizedTest
    @EnumSource
    void ten_times_the_size_takes_about_ten_times_as_long(Large large) throws XMLStreamException {
        String small = large.message.apply(100_000);
        String big = large.message.apply(1_000_000);

        double ratio = ratio(5, 5, () -> readAndWrite(small), 1, () -> readAndWrite(big));

        assertThat(ratio).as("time for 1 MB in times for 100 kB").isLessThan(20);
    }

    private static void readAndWrite(String message) {
        var reader = new GtlReader(new ReadingRules(ZoneId.of("UTC"), 2_000_000, 32, 1_000_000));
        var writer = new GtlWriter(new WritingRules(ZoneId.of("UTC"), false));
        for (GtlRequest request : reader.read(message)) {
            if (request instanceof GtlRequest.TaskAction action) {
                consume(writer.taskInfo(
                        Tasks.created(7, (TaskCommand.Create) action.command(), NOW), Tasks.NOBODY, NOW));
            } else if (request instanceof GtlRequest.Unreadable unreadable) {
                consume(writer.error(unreadable.refusal()));
            }
        }
    }

    @Test
    void reader_and_writer_take_at_most_three_times_a_bare_pass_of_the_parser() throws XMLStreamException {
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        var reader = new GtlReader(RULES);
        var writer = new GtlWriter(new WritingRules(ZoneId.of("UTC"), false));
        var origin = new Origin("crm", "new order", null, Channel.MESSAGE, null, null);

        double ratio = ratio(
                15,
                500,
                () -> {
                    var pass = parsers.createXMLStreamReader(new StringReader(ORDINARY));
                    while (pass.hasNext()) {
                        pass.next();
                    }
                },
                500,
                () -> {
                    var action = (GtlRequest.TaskAction) reader.read(ORDINARY).get(0);
                    var task = Tasks.created(7, (TaskCommand.Create) action.command(), NOW);
                    consume(writer.write(new TaskEvent.TaskCreated(Tasks.occurrence(task, origin, NOW))));
                });

        assertThat(ratio).as("time in bare passes").isLessThan(3);
    }

    private static void consume(Object result) {
        assertThat(result).isNotNull();
    }
}
