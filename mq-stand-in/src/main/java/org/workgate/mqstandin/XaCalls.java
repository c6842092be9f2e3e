package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** The calls of XA as they go over the socket: the code of XA comes and goes in a header of its own. */
final class XaCalls {

    private static final int HEADER_LENGTH = 16;
    private static final int RETURN_VALUE = 4;
    private static final int FLAGS = 8;

    private final Syncpoint syncpoint;

    XaCalls(Syncpoint syncpoint) {
        this.syncpoint = syncpoint;
    }

    Segment handle(Verb verb, Segment call) {
        var body = ByteBuffer.wrap(call.body());
        int flags = body.getInt(FLAGS);
        body.position(HEADER_LENGTH);
        return switch (verb) {
            case XA_OPEN -> answer(verb, call, syncpoint.open());
            case XA_CLOSE -> answer(verb, call, syncpoint.close());
            case XA_START -> answer(verb, call, syncpoint.start(BranchId.read(body), flags));
            case XA_END -> answer(verb, call, syncpoint.end(BranchId.read(body), flags));
            case XA_PREPARE -> answer(verb, call, syncpoint.prepare(BranchId.read(body)));
            case XA_COMMIT -> answer(verb, call, syncpoint.commit(BranchId.read(body), flags));
            case XA_ROLLBACK -> answer(verb, call, syncpoint.rollback(BranchId.read(body)));
            case XA_FORGET -> answer(verb, call, syncpoint.forget(BranchId.read(body)));
            case XA_RECOVER -> recovered(verb, call, syncpoint.recover(body.getInt(), flags));
            default -> answer(verb, call, XAException.XAER_INVAL);
        };
    }

    static Segment refuse(Verb verb, Segment call, int code) {
        return answer(verb, call, code);
    }

    private static Segment answer(Verb verb, Segment call, int code, byte[]... parts) {
        int length = HEADER_LENGTH;
        for (byte[] part : parts) {
            length += part.length;
        }
        // The flags and the number of the resource manager go back as they came.
        ByteBuffer answer = ByteBuffer.allocate(length).put(call.body(), 0, HEADER_LENGTH);
        answer.putInt(0, length).putInt(RETURN_VALUE, code);
        for (byte[] part : parts) {
            answer.put(part);
        }
        return call.answer(verb.replyType(), answer.array());
    }

    private static Segment recovered(Verb verb, Segment call, List<BranchId> branches) {
        var parts = new byte[branches.size() + 1][];
        parts[0] = ByteBuffer.allocate(Integer.BYTES).putInt(branches.size()).array();
        for (int i = 0; i < branches.size(); i++) {
            parts[i + 1] = branches.get(i).bytes();
        }
        return answer(verb, call, XAResource.XA_OK, parts);
    }
}
