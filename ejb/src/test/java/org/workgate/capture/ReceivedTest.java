package org.workgate.capture;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.nio.charset.MalformedInputException;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.gtl.GtlReader;
import org.workgate.gtl.GtlRequest;
import org.workgate.gtl.ReadingRules;

class ReceivedTest {

    private static final String PING = "<GTLMessages><Ping/></GTLMessages>";

    private final GtlReader reader = new GtlReader(new ReadingRules(ZoneOffset.UTC, 1000, 32, 100));

    /** A message of this kind with this body; the interfaces of JMS are all that there is without a broker. */
    private static <T extends Message> T message(Class<T> kind, @Nullable Object body) {
        return message(kind, body, Map.of());
    }

    private static <T extends Message> T message(Class<T> kind, @Nullable Object body, Map<String, Object> properties) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(), new Class<?>[] {kind}, (self, method, arguments) -> switch (method.getName()) {
                    case "getJMSMessageID" -> "ID:m1";
                    case "getJMSCorrelationID" -> "c1";
                    case "getObjectProperty" -> properties.get(arguments[0]);
                    case "getText" -> {
                        if (body instanceof JMSException failure) {
                            throw failure;
                        }
                        yield body;
                    }
                    case "isBodyAssignableTo" -> kind == Message.class;
                    case "getBodyLength" -> (long) ((byte[]) body).length;
                    case "readBytes" -> {
                        byte[] bytes = (byte[]) body;
                        System.arraycopy(bytes, 0, arguments[0], 0, bytes.length);
                        yield bytes.length;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Test
    void a_text_is_read_as_it_is() throws JMSException {
        Received received = Received.of(message(TextMessage.class, PING));

        assertThat(received.messageId()).isEqualTo("m1");
        assertThat(received.correlationId()).isEqualTo("c1");
        assertThat(received.bytes()).isEqualTo(PING.getBytes(UTF_8));
        assertThat(received.requests(reader)).containsExactly(new GtlRequest.Ping());
    }

    @Test
    @Tag("A72")
    void bytes_are_read_in_the_encoding_that_they_say() throws JMSException {
        byte[] bytes = ("\ufeff" + PING).getBytes(UTF_16BE);

        Received received = Received.of(message(BytesMessage.class, bytes));

        assertThat(received.messageId()).isEqualTo("m1");
        assertThat(received.correlationId()).isEqualTo("c1");
        assertThat(received.text()).isNull();
        assertThat(received.bytes()).isEqualTo(bytes);
        assertThat(received.requests(reader)).containsExactly(new GtlRequest.Ping());
    }

    @Test
    @Tag("A39")
    void only_the_report_option_of_ibm_mq_asks_for_the_correlation_id() throws JMSException {
        String option = "JMS_IBM_Report_Pass_Correl_ID";

        assertThat(Received.of(message(TextMessage.class, PING, Map.of(option, 64)))
                        .wantsItsCorrelationId())
                .isTrue();
        assertThat(Received.of(message(TextMessage.class, PING, Map.of(option, 0)))
                        .wantsItsCorrelationId())
                .isFalse();
        assertThat(Received.of(message(TextMessage.class, PING, Map.of(option, "whatever")))
                        .wantsItsCorrelationId())
                .isFalse();
        assertThat(Received.of(message(TextMessage.class, PING)).wantsItsCorrelationId())
                .isFalse();
    }

    @Test
    void a_text_message_without_text_is_an_empty_message() throws JMSException {
        Received received = Received.of(message(TextMessage.class, null));

        assertThat(received.bytes()).isEmpty();
        assertThat(detail(received)).isEqualTo("The message is empty");
    }

    @Test
    void a_message_without_a_body_is_an_empty_message() throws JMSException {
        Received received = Received.of(message(Message.class, null));

        assertThat(received.bytes()).isEmpty();
        assertThat(detail(received)).isEqualTo("The message is empty");
    }

    @Test
    @Tag("R34")
    void a_message_of_another_kind_is_told_what_would_be_right() throws JMSException {
        Received received = Received.of(message(MapMessage.class, null));

        assertThat(received.messageId()).isEqualTo("m1");
        assertThat(received.bytes()).isEmpty();
        assertThat(detail(received)).isEqualTo("The message has neither text nor bytes; put the XML as one of them");
    }

    @Test
    @Tag("A73")
    @Tag("A72")
    void a_text_that_cannot_be_decoded_is_the_fault_of_its_message() throws JMSException {
        var failure = new JMSException("The text cannot be converted");
        failure.initCause(new MalformedInputException(1));

        Received received = Received.of(message(TextMessage.class, failure));

        assertThat(received.messageId()).isEqualTo("m1");
        assertThat(received.bytes()).isEmpty();
        assertThat(detail(received))
                .isEqualTo("The text of the message cannot be decoded (MalformedInputException: Input length = 1);"
                        + " put it in the character set that the message names");
    }

    private String detail(Received received) {
        assertThat(received.requests(reader)).singleElement().isInstanceOf(GtlRequest.Unreadable.class);
        return ((GtlRequest.Unreadable) received.requests(reader).get(0))
                .refusal()
                .parameters()
                .get(0);
    }
}
