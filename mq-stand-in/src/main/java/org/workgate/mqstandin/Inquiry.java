package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Says what an object is like (MQINQ). What nobody has asked for yet is refused, so that nobody goes on with an invented value. */
final class Inquiry {

    private static final int FIRST_TEXT_SELECTOR = 2001;

    private final QueueManagerStandIn standIn;
    private final @Nullable Queue queue;

    /** @param queue null for the queue manager itself */
    Inquiry(QueueManagerStandIn standIn, @Nullable Queue queue) {
        this.standIn = standIn;
        this.queue = queue;
    }

    /** What no other queue manager is called. */
    static String identifier(QueueManagerStandIn standIn) {
        return standIn.name() + "_STAND-IN";
    }

    /** The answer: the selectors, then the numbers, then the texts. */
    byte[] answer(byte[] inquiry) throws Refusal {
        var body = ByteBuffer.wrap(inquiry);
        int count = body.getInt();
        int numbers = body.getInt();
        int textLength = body.getInt();
        var selectors = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            selectors.add(body.getInt());
        }
        int echoed = body.position();
        ByteBuffer answer = ByteBuffer.allocate(echoed + numbers * Integer.BYTES + textLength);
        answer.put(inquiry, 0, echoed);
        var texts = ByteBuffer.allocate(textLength);
        for (int selector : selectors) {
            if (selector < FIRST_TEXT_SELECTOR) {
                answer.putInt(queue == null ? number(selector) : number(selector, queue));
            } else {
                texts.put(queue == null ? text(selector) : text(selector, queue));
            }
        }
        answer.position(echoed + numbers * Integer.BYTES);
        answer.put(texts.array());
        return answer.array();
    }

    private static int number(int selector) throws Refusal {
        return switch (selector) {
            case 2 -> 819; // coded character set
            case 13 -> 104_857_600; // greatest length of a message
            case 31 -> 940; // command level
            case 32 -> 3; // platform: Unix
            case 187 -> 0; // publish and subscribe: not there
            case 273 -> 0; // advanced capability: none
            default -> throw new Refusal(Reason.SELECTOR_ERROR);
        };
    }

    private byte[] text(int selector) throws Refusal {
        return switch (selector) {
            case 2006 -> FixedText.padded("", 48); // dead letter queue: none
            case 2015 -> FixedText.padded(standIn.name(), 48);
            case 2032 -> FixedText.padded(identifier(standIn), 48);
            case 2040 -> FixedText.padded("", 4); // queue sharing group: none
            default -> throw new Refusal(Reason.SELECTOR_ERROR);
        };
    }

    private static int number(int selector, Queue queue) throws Refusal {
        return switch (selector) {
            case 3 -> queue.depth();
            case 5 -> 0; // default persistence: not persistent
            case 6 -> 0; // default priority
            case 7 -> queue.isTemporary() ? 3 : 1; // definition type
            case 9 -> queue.isGetInhibited() ? 1 : 0;
            case 10 -> queue.isPutInhibited() ? 1 : 0;
            case 13 -> queue.maxMessageLength();
            case 15 -> queue.maxDepth();
            case 17 -> queue.consumers();
            case 20 -> 1; // type: local
            case 22 -> queue.backoutThreshold();
            default -> throw new Refusal(Reason.SELECTOR_ERROR);
        };
    }

    private static byte[] text(int selector, Queue queue) throws Refusal {
        return switch (selector) {
            case 2002 -> FixedText.padded("", 48); // base queue: it is no alias
            case 2016 -> FixedText.padded(queue.name(), 48);
            case 2019 -> FixedText.padded(queue.backoutQueue(), 48);
            default -> throw new Refusal(Reason.SELECTOR_ERROR);
        };
    }
}
