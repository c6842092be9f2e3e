package org.workgate.it.transform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.console.Chromium;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.WorkgateServer;

/**
 * The worked example of {@code samples/transformation}, as it is: the capture point {@code crm} speaks the format of its
 * system both ways, {@code mq} beside it the standard one (R9-R12, A78, A89).
 */
class TransformingMessagesIT {

    private static final Path SAMPLES = Path.of("../samples");
    private static final Path EXAMPLE = SAMPLES.resolve("transformation");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static WorkgateServer server;
    private static Api mq;
    private static Api crm;

    private final String number = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        server = WorkgateServer.named("transforming")
                .overridingWith(SAMPLES.resolve("capture-points/crm.xml"))
                .overridingWith(EXAMPLE.resolve("transformation.xml"))
                .placing("crm", EXAMPLE.resolve("in.xsl"))
                .placing("crm", EXAMPLE.resolve("out.xsl"))
                .overriding("cross", "<variable name='workgate.capture-point.mq.cross-capture-point' value='true'/>")
                .create()
                .start();
        mq = new Api(server);
        crm = new Api(server, "crm");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String example(String file) {
        try {
            return Files.readString(EXAMPLE.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample of a ticket, with the number of this test. */
    private String ticket(String sample) {
        return example("in/" + sample + ".xml").replace("T-4711", number);
    }

    private static String put(String message) {
        return crm.submit(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The texts of what was put on the output queue in answer to a message, as soon as it is processed. */
    private static List<String> answers(String messageId) {
        JsonObject message = json(crm.look("messages/" + messageId + "?wait=60"));
        assertThat(message.get("state").getAsString()).isEqualTo("processed");
        return bodies(message.getAsJsonArray("replies"));
    }

    private static List<String> bodies(JsonArray messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .map(each -> each.getAsJsonObject().get("body").getAsString())
                .toList();
    }

    /** What was put on the output queue of crm about the ticket of this test, oldest first. */
    private JsonArray told() {
        HttpResponse<String> response = crm.look("capture-points/crm/notifications?limit=1000");
        JsonArray ours = new JsonArray();
        JsonParser.parseString(response.body()).getAsJsonArray().forEach(each -> {
            if (each.getAsJsonObject().get("body").getAsString().contains(number)) {
                ours.add(each);
            }
        });
        return ours;
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    /** The BrokerId of the task that was made of the ticket, as the journal knows it. */
    private int brokerId() {
        return told().get(0).getAsJsonObject().get("brokerId").getAsInt();
    }

    private static JsonArray unsent() {
        return json(crm.look("capture-points/crm/unsent")).getAsJsonArray("items");
    }

    private static void startAgainWith(String file, String script) {
        server.stop();
        server.place("crm/" + file, script);
        server.start();
        await().atMost(PATIENCE).until(() -> crm.readiness() == 200);
    }

    /** The answer correlates too; the journal has both as they were on the queues. */
    @Test
    @Tag("R10")
    @Tag("R11")
    @Tag("R12")
    void a_ticket_becomes_a_task_and_its_system_is_told_in_its_own_format() {
        String ticket = ticket("open");

        String messageId = put(ticket);

        assertThat(answers(messageId)).singleElement().asString().satisfies(told -> assertThat(told)
                .startsWith("<ticketEvent xmlns=\"urn:example:crm\" number=\"" + number + "\" what=\"accepted\" at=\"")
                .endsWith("<by>jane</by><because>asked by telephone</because></ticketEvent>"));
        assertThat(mq.task(brokerId()).get("channel").getAsString()).isEqualTo("Portal");
        assertThat(mq.task(brokerId()).get("priority").getAsInt()).isEqualTo(90);
        assertThat(json(crm.look("messages/" + messageId)).get("body").getAsString())
                .isEqualTo(ticket);
        assertThat(told())
                .singleElement()
                .extracting(told -> told.getAsJsonObject().get("correlationId").getAsString())
                .isEqualTo(messageId);
    }

    /** Refused by the script, and before it; each Error passes the outgoing script. */
    @Test
    @Tag("A89")
    @Tag("A76")
    void what_is_refused_is_answered_in_the_format_of_the_system() {
        assertThat(answers(put(ticket("nonsense"))))
                .containsExactly("<ticketRefused xmlns=\"urn:example:crm\" code=\"INVALID_FORMAT\">There is no step"
                        + " forget; there are ask, change, done, go-on, open, wait, withdraw (at /)</ticketRefused>");
        assertThat(answers(put("<order/>")))
                .singleElement()
                .asString()
                .contains("code=\"INVALID_FORMAT\">The message must be a ticket, not order");
        assertThat(answers(put("<!DOCTYPE ticket><ticket/>")))
                .singleElement()
                .asString()
                .contains("code=\"INVALID_FORMAT\">A document type declaration is not allowed");
        assertThat(answers(put(ticket("wait")))).singleElement().asString().contains("code=\"TASK_NOT_FOUND\"");
    }

    /** Read by the script of who received it, written by that of whose queue it goes to. */
    @Test
    @Tag("R9")
    @Tag("A78")
    void each_capture_point_has_scripts_of_its_own() {
        answers(put(ticket("open")));
        List<Reply> answers = mq.exchange("<CancelTask><BrokerId>" + brokerId() + "</BrokerId></CancelTask>");

        assertThat(answers).extracting(Reply::type).containsExactly("TaskCanceled");
        assertThat(bodies(told())).hasSize(2).last().asString().contains("what=\"withdrawn\"");
        assertThat(told().get(1).getAsJsonObject().get("correlationId")).isNull();
    }

    /** The change stands, the message is kept, listed and sent when the script is repaired; nothing waits for it. */
    @Test
    @Tag("A89")
    void what_the_outgoing_script_cannot_transform_is_kept_and_sent_after_its_repair() {
        answers(put(ticket("open")));
        String broken = example("out.xsl")
                .replace(
                        "<xsl:template match=\"Actor\">",
                        "<xsl:template match=\"TaskHeld\" priority=\"9\"><xsl:message terminate=\"yes\">No word for"
                                + " waiting</xsl:message></xsl:template><xsl:template match=\"Actor\">");
        startAgainWith("out.xsl", broken);

        String wait = put(ticket("wait"));
        assertThat(answers(wait)).isEmpty();
        assertThat(mq.task(brokerId()).get("status").getAsString()).isEqualTo("Held");
        assertThat(answers(put(ticket("wait").replace("\"wait\"", "\"go-on\""))))
                .singleElement()
                .asString()
                .contains("what=\"resumed\"");
        assertThat(answers(put(ticket("wait")))).isEmpty();

        assertThat(unsent()).hasSize(2);
        JsonObject kept = unsent().get(0).getAsJsonObject();
        assertThat(kept.get("type").getAsString()).isEqualTo("TaskHeld");
        assertThat(kept.get("captureId").getAsString()).isEqualTo(number);
        assertThat(kept.get("fault").getAsString()).isEqualTo("No word for waiting");
        assertThat(kept.get("body").getAsString())
                .startsWith("<GTLMessages><TaskHeld>")
                .contains("<Reason>waits for papers</Reason>");
        HttpResponse<String> inVain = resend(kept.get("number").getAsString() + "/");
        assertThat(inVain.statusCode()).isEqualTo(409);
        assertThat(inVain.body()).contains("SCRIPT_FAILED", "No word for waiting");
        assertThat(json(resend("")).toString()).isEqualTo("{\"failed\":2,\"sent\":0}");
        assertThat(crm.readiness()).isEqualTo(200);

        startAgainWith("out.xsl", example("out.xsl"));
        assertThat(resend("987654321/").statusCode()).isEqualTo(404);
        assertThat(unsent()).hasSize(2);
        sendFirstFromConsole();
        assertThat(json(resend("")).toString()).isEqualTo("{\"failed\":0,\"sent\":1}");

        assertThat(unsent()).isEmpty();
        assertThat(answers(wait)).singleElement().asString().contains("what=\"waiting\"", "waits for papers");
        assertThat(bodies(told()))
                .extracting(body -> body.replaceFirst("(?s).*what=\"([^\"]*)\".*", "$1"))
                .containsExactly("accepted", "resumed", "waiting", "waiting");
        assertThat(told().get(2).getAsJsonObject().get("correlationId").getAsString())
                .isEqualTo(wait);
    }

    private static HttpResponse<String> resend(String which) {
        return crm.request("POST", "capture-points/crm/unsent/" + which + "resend", "");
    }

    private static void sendFirstFromConsole() {
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(1280);
            page.navigate("backout?of=crm");
            Locator rows = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("TaskHeld"));
            assertThat(rows).hasCount(2);
            assertThat(rows.first()).containsText("No word for waiting");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/screenshots/unsent.png"))
                    .setFullPage(true));

            rows.first().getByRole(AriaRole.BUTTON).click();

            assertThat(page.getByText("1 message sent.")).isVisible();
            assertThat(rows).hasCount(1);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** One message is answered; the others wait, and readiness says for what. */
    @Test
    @Tag("A76")
    @Tag("A89")
    void an_incoming_script_that_does_not_end_costs_its_message_and_holds_up_the_intake() {
        String endless = example("in.xsl")
                .replace(
                        "<xsl:template match=\"by\">",
                        "<xsl:template match=\"because[. = 'endless']\" name=\"endless\"><xsl:call-template"
                                + " name=\"endless\"/></xsl:template><xsl:template match=\"by\">");
        startAgainWith("in.xsl", endless);
        answers(put(ticket("open")));

        assertThat(answers(put(ticket("wait").replace("waits for papers", "endless"))))
                .singleElement()
                .asString()
                .contains("code=\"INVALID_FORMAT\">It takes longer than the 2000 ms allowed");

        String waiting = put(ticket("wait"));
        await().atMost(PATIENCE).until(() -> crm.readiness() == 503);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(crm.look("/health/ready").body())
                        .contains("crm/in.xsl has used up its 2000 ms and is still running"));
        assertThat(crm.look("messages/" + waiting).body()).contains("\"queued\"");
        assertThat(mq.exchange("<Ping/>")).hasSize(1);

        startAgainWith("in.xsl", example("in.xsl"));
        assertThat(answers(waiting)).singleElement().asString().contains("what=\"waiting\"");
    }

    /** Named by setting, file and line. */
    @Test
    @Tag("A76")
    void a_script_that_may_not_be_used_stops_the_start() {
        server.stop();
        server.place(
                "crm/out.xsl", example("out.xsl").replace("select=\"Message\"", "select=\"doc('file:/etc/passwd')\""));
        try {
            assertThatThrownBy(server::start)
                    .hasMessageContaining(
                            "The setting workgate.capture-point.crm.transformation.out is \"crm/out.xsl\"")
                    .hasMessageContaining("crm/out.xsl, line 28: doc() is not allowed");
        } finally {
            server.stop();
            server.place("crm/out.xsl", example("out.xsl"));
            server.start();
        }
        await().atMost(PATIENCE).until(() -> crm.readiness() == 200);
    }
}
