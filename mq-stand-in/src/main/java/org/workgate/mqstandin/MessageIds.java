package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes message IDs that no other message has: a prefix, the queue manager, a block and a number in it. */
final class MessageIds {

    /** Which byte of an ID, counted from 1, is the first of the three that the client counts up itself in a block of its own. */
    static final int COUNTER_POSITION = 21;

    private final byte[] prefix;
    private final AtomicInteger lastBlock = new AtomicInteger(new SecureRandom().nextInt());
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final int block;

    MessageIds(String queueManager) {
        prefix = FixedText.padded("AMQ " + "%-12.12s".formatted(queueManager), 16);
        block = lastBlock.incrementAndGet();
    }

    byte[] next() {
        return id(block, lastNumber.incrementAndGet());
    }

    /** The first ID of a block that belongs to whoever has asked for it. */
    byte[] nextBlock() {
        return id(lastBlock.incrementAndGet(), 0);
    }

    private byte[] id(int idBlock, int number) {
        return ByteBuffer.allocate(MessageDescriptor.MSG_ID_LENGTH)
                .put(prefix)
                .putInt(idBlock)
                .putInt(number)
                .array();
    }
}
