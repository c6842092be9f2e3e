package org.workgate.gtl;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.workgate.task.Channel;
import org.workgate.task.Origin;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskEvent;
import org.workgate.task.Tasks;

/**
 * What reading and writing cost: the time of single calls, second by second. Nothing is left out as warming up, since how
 * long that takes depends on what else the machine does; whoever looks at the results takes the best second. The JVM's
 * options are given here, since those of the tests bring an agent along that slows Workgate's code, but not the parser's.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 0)
@Measurement(iterations = 20, time = 1)
public class ReadingAndWriting {

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05Z");
    private static final ReadingRules RULES = new ReadingRules(ZoneId.of("UTC"), 2_000_000, 32, 1_000_000);
    private static final GtlWriter WRITER = new GtlWriter(new WritingRules(ZoneId.of("UTC"), false));

    /** A message as most are. */
    @State(Scope.Benchmark)
    public static class Ordinary {
        private final byte[] message = """
                <GTLMessages><CreateTask>
                  <CaptureId>SR-1001</CaptureId><Actor>crm</Actor><Reason>new order</Reason>
                  <ActionDateTime>2024-03-04T09:00:00</ActionDateTime>
                  <channel>Webform</channel><category>Followup</category>
                  <dueDateTime>2024-03-06T17:00:00</dueDateTime><businessValue>50</businessValue><priority>10</priority>
                  <Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment><productType>DSL</productType></Ext>
                  <Data><region>EMEA</region><orderNumber>4711</orderNumber></Data>
                </CreateTask></GTLMessages>
                """.getBytes(StandardCharsets.UTF_8);
        private final XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        private final Origin origin = new Origin("crm", "new order", null, Channel.MESSAGE, null, null);
    }

    /** The parser alone, which looks at everything and keeps nothing. */
    @Benchmark
    public void barePass(Ordinary ordinary, Blackhole sink) throws XMLStreamException {
        XMLStreamReader pass = ordinary.parsers.createXMLStreamReader(new ByteArrayInputStream(ordinary.message));
        while (pass.hasNext()) {
            sink.consume(pass.next());
        }
    }

    /** From the bytes of a CreateTask to the text of its TaskCreated. */
    @Benchmark
    public String readAndWrite(Ordinary ordinary) {
        var action = (GtlRequest.TaskAction)
                new GtlReader(RULES).read(ordinary.message).get(0);
        var task = Tasks.created(7, (TaskCommand.Create) action.command(), NOW);
        return WRITER.write(new TaskEvent.TaskCreated(Tasks.occurrence(task, ordinary.origin, NOW)));
    }
}
