package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.workgate.task.ErrorCode;
import org.workgate.task.TaskCommand;

/** What tests of the wire say again and again. */
final class Messages {

    static final ReadingRules RULES = new ReadingRules(ZoneId.of("UTC"), 1 << 20, 32, 100_000);

    private Messages() {}

    /** The only request of a message. */
    static GtlRequest read(String message) {
        List<GtlRequest> requests = new GtlReader(RULES).read(message);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    /** The only action of a message. */
    static GtlRequest.TaskAction action(String message) {
        GtlRequest request = read(message);
        assertThat(request).as(message).isInstanceOf(GtlRequest.TaskAction.class);
        return (GtlRequest.TaskAction) request;
    }

    /** The creation that a CreateTask with this content asks for. */
    static TaskCommand.Create creation(String content) {
        return (TaskCommand.Create) action("<GTLMessages><CreateTask>" + content + "</CreateTask></GTLMessages>")
                .command();
    }

    /** Says that a message is unreadable and how. */
    static void assertUnreadable(GtlRequest request, String type, String place, String... detailParts) {
        assertThat(request).isInstanceOf(GtlRequest.Unreadable.class);
        var unreadable = (GtlRequest.Unreadable) request;
        assertThat(unreadable.type()).isEqualTo(type);
        assertThat(unreadable.refusal().code()).isEqualTo(ErrorCode.INVALID_FORMAT);
        assertThat(unreadable.refusal().parameters()).hasSize(2);
        assertThat(unreadable.refusal().parameters().get(0))
                .contains(detailParts)
                .hasSizeLessThan(320)
                .matches(detail -> detail.chars().noneMatch(Character::isISOControl), "has no control characters");
        assertThat(unreadable.refusal().parameters().get(1)).isEqualTo(place);
    }

    /** Says that a CreateTask with this content is refused. */
    static void assertRefused(String content, String element, String... detailParts) {
        assertUnreadable(
                read("<GTLMessages><CreateTask>" + content + "</CreateTask></GTLMessages>"),
                "CreateTask",
                "/GTLMessages/CreateTask" + element,
                detailParts);
    }
}
