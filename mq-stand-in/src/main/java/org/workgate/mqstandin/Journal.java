package org.workgate.mqstandin;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file of what outlives the stand-in: persistent messages and prepared branches. Each unit of work that ends is one record
 * with a checksum, so that a record of which only a part was written counts for nothing. It is written anew at every start. It
 * outlives the process, not a failure of the machine: nothing is forced to the disk.
 */
final class Journal {

    private static final int COMMITTED = 1;
    private static final int BACKED_OUT = 2;
    private static final int PREPARED = 3;

    private static final long NEVER = Long.MAX_VALUE;

    private final @Nullable Path file;
    private @Nullable DataOutputStream out;

    /** @param file null for a journal that keeps nothing */
    Journal(@Nullable Path file) {
        this.file = file;
    }

    /**
     * What a journal has.
     *
     * @param lastNumber the highest number that a message of it has had
     */
    record Content(Collection<QueuedMessage> messages, Map<BranchId, UnitOfWork> prepared, long lastNumber) {}

    /** Reads the file and begins it anew with what is left. */
    Content open(Function<String, Queue> queues) {
        if (file == null) {
            return new Content(List.of(), Map.of(), 0);
        }
        try {
            var reader = new Reader(queues);
            if (Files.exists(file)) {
                reader.readAll(Files.readAllBytes(file));
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)));
            committed(null, List.copyOf(reader.messages.values()), List.of());
            reader.prepared.forEach(this::prepared);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new Content(reader.messages.values(), reader.prepared, reader.lastNumber);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out = null;
        }
    }

    /** @param branch the branch that was prepared before, or null */
    void committed(@Nullable BranchId branch, List<QueuedMessage> puts, List<QueuedMessage> gets) {
        List<QueuedMessage> kept =
                puts.stream().filter(queued -> queued.message().isPersistent()).toList();
        List<QueuedMessage> gone = persistent(gets);
        if (branch == null && kept.isEmpty() && gone.isEmpty()) {
            return;
        }
        write(COMMITTED, record -> {
            writeBranch(record, branch);
            record.writeInt(kept.size());
            for (QueuedMessage queued : kept) {
                record.writeLong(queued.number());
                writePut(record, new UnitOfWork.Put(queued.queue(), queued.message(), queued.expiresAt()));
            }
            writeNumbers(record, gone);
        });
    }

    /** @param branch the branch that was prepared before, or null */
    void backedOut(@Nullable BranchId branch, List<QueuedMessage> gets) {
        List<QueuedMessage> returned = persistent(gets);
        if (branch == null && returned.isEmpty()) {
            return;
        }
        write(BACKED_OUT, record -> {
            writeBranch(record, branch);
            writeNumbers(record, returned);
        });
    }

    void prepared(BranchId branch, UnitOfWork unit) {
        List<UnitOfWork.Put> puts =
                unit.puts().stream().filter(put -> put.message().isPersistent()).toList();
        write(PREPARED, record -> {
            writeBranch(record, branch);
            record.writeInt(puts.size());
            for (UnitOfWork.Put put : puts) {
                writePut(record, put);
            }
            writeNumbers(record, persistent(unit.gets()));
        });
    }

    private static List<QueuedMessage> persistent(List<QueuedMessage> messages) {
        return messages.stream()
                .filter(queued -> queued.message().isPersistent())
                .toList();
    }

    private static void writeBranch(DataOutputStream record, @Nullable BranchId branch) throws IOException {
        byte[] bytes = branch == null ? new byte[0] : branch.bytes();
        record.writeInt(bytes.length);
        record.write(bytes);
    }

    private static void writePut(DataOutputStream record, UnitOfWork.Put put) throws IOException {
        Instant expiresAt = put.expiresAt();
        record.writeUTF(put.queue().name());
        record.writeLong(expiresAt == null ? NEVER : expiresAt.toEpochMilli());
        record.write(put.message().descriptor().bytes());
        record.writeInt(put.message().length());
        record.write(put.message().bytes());
    }

    private static void writeNumbers(DataOutputStream record, List<QueuedMessage> messages) throws IOException {
        record.writeInt(messages.size());
        for (QueuedMessage queued : messages) {
            record.writeLong(queued.number());
        }
    }

    /** Writes the fields of a record. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(DataOutputStream record) throws IOException;
    }

    private void write(int kind, Fields fields) {
        if (out == null) {
            return;
        }
        var bytes = new ByteArrayOutputStream();
        try (var record = new DataOutputStream(bytes)) {
            record.writeByte(kind);
            fields.writeTo(record);
            out.writeInt(bytes.size());
            out.writeLong(checksum(bytes.toByteArray()));
            bytes.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** Carries out the records again, in their order. */
    private static final class Reader {

        private final Function<String, Queue> queues;
        private final Map<Long, QueuedMessage> messages = new TreeMap<>();
        private final Map<BranchId, UnitOfWork> prepared = new LinkedHashMap<>();
        private long lastNumber;

        Reader(Function<String, Queue> queues) {
            this.queues = queues;
        }

        void readAll(byte[] content) throws IOException {
            var rest = ByteBuffer.wrap(content);
            while (rest.remaining() >= Integer.BYTES + Long.BYTES) {
                int length = rest.getInt();
                long checksum = rest.getLong();
                if (length < 0 || length > rest.remaining()) {
                    return;
                }
                var record = new byte[length];
                rest.get(record);
                if (checksum(record) != checksum) {
                    return;
                }
                read(new DataInputStream(new ByteArrayInputStream(record)));
            }
        }

        private void read(DataInputStream record) throws IOException {
            int kind = record.readByte();
            BranchId branch = readBranch(record);
            switch (kind) {
                case COMMITTED -> {
                    if (branch != null) {
                        prepared.remove(branch);
                    }
                    for (int puts = record.readInt(); puts > 0; puts--) {
                        long number = record.readLong();
                        UnitOfWork.Put put = readPut(record);
                        lastNumber = Math.max(lastNumber, number);
                        messages.put(number, new QueuedMessage(put.queue(), put.message(), number, put.expiresAt()));
                    }
                    readMessages(record).forEach(queued -> messages.remove(queued.number()));
                }
                case BACKED_OUT -> {
                    if (branch != null) {
                        prepared.remove(branch);
                    }
                    readMessages(record).forEach(QueuedMessage::giveBack);
                }
                case PREPARED -> {
                    var unit = new UnitOfWork();
                    for (int puts = record.readInt(); puts > 0; puts--) {
                        unit.put(readPut(record));
                    }
                    readMessages(record).forEach(unit::get);
                    if (branch != null) {
                        prepared.put(branch, unit);
                    }
                }
                default -> throw new IOException("No such kind of record: " + kind);
            }
        }

        private static @Nullable BranchId readBranch(DataInputStream record) throws IOException {
            var bytes = new byte[record.readInt()];
            record.readFully(bytes);
            return bytes.length == 0 ? null : BranchId.read(ByteBuffer.wrap(bytes));
        }

        private UnitOfWork.Put readPut(DataInputStream record) throws IOException {
            Queue queue = queues.apply(record.readUTF());
            long expiresAt = record.readLong();
            var descriptor = new byte[MessageDescriptor.LENGTH];
            record.readFully(descriptor);
            var data = new byte[record.readInt()];
            record.readFully(data);
            return new UnitOfWork.Put(
                    queue,
                    new Message(MessageDescriptor.of(descriptor), data),
                    expiresAt == NEVER ? null : Instant.ofEpochMilli(expiresAt));
        }

        private List<QueuedMessage> readMessages(DataInputStream record) throws IOException {
            var found = new ArrayList<QueuedMessage>();
            for (int count = record.readInt(); count > 0; count--) {
                QueuedMessage queued = messages.get(record.readLong());
                if (queued != null) {
                    found.add(queued);
                }
            }
            return found;
        }
    }
}
