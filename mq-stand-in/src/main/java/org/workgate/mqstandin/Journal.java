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
import java.util.Objects;
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

    /**
     * Reads the file and begins it anew with what is left.
     *
     * @param queues asked only for the queues of what is left: others may have been deleted
     */
    Content open(Function<String, Queue> queues) {
        if (file == null) {
            return new Content(List.of(), Map.of(), 0);
        }
        try {
            var reader = new Reader();
            if (Files.exists(file)) {
                reader.readAll(Files.readAllBytes(file));
            }
            Content content = reader.content(queues);
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)));
            committed(null, List.copyOf(content.messages()), List.of());
            content.prepared().forEach(this::prepared);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return content;
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

    /** Carries out the records again, in their order. Knows queues by their names until it is clear what is left. */
    private static final class Reader {

        private final Map<Long, Put> messages = new TreeMap<>();
        private final Map<BranchId, Branch> prepared = new LinkedHashMap<>();
        private long lastNumber;

        /** A put as it is recorded. */
        private record Put(
                String queue, Message message, @Nullable Instant expiresAt) {}

        /**
         * A prepared branch as it is recorded.
         *
         * @param gets the numbers of the messages that it has taken
         */
        private record Branch(List<Put> puts, List<Long> gets) {}

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
                        lastNumber = Math.max(lastNumber, number);
                        messages.put(number, readPut(record));
                    }
                    readNumbers(record).forEach(messages::remove);
                }
                case BACKED_OUT -> {
                    if (branch != null) {
                        prepared.remove(branch);
                    }
                    for (long number : readNumbers(record)) {
                        Put returned = messages.get(number);
                        if (returned != null) {
                            returned.message().countBackout();
                        }
                    }
                }
                case PREPARED -> {
                    var puts = new ArrayList<Put>();
                    for (int count = record.readInt(); count > 0; count--) {
                        puts.add(readPut(record));
                    }
                    List<Long> gets = readNumbers(record);
                    if (branch != null) {
                        prepared.put(branch, new Branch(puts, gets));
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

        private static Put readPut(DataInputStream record) throws IOException {
            String queue = record.readUTF();
            long expiresAt = record.readLong();
            var descriptor = new byte[MessageDescriptor.LENGTH];
            record.readFully(descriptor);
            var data = new byte[record.readInt()];
            record.readFully(data);
            return new Put(
                    queue,
                    new Message(MessageDescriptor.of(descriptor), data),
                    expiresAt == NEVER ? null : Instant.ofEpochMilli(expiresAt));
        }

        private static List<Long> readNumbers(DataInputStream record) throws IOException {
            var numbers = new ArrayList<Long>();
            for (int count = record.readInt(); count > 0; count--) {
                numbers.add(record.readLong());
            }
            return numbers;
        }

        /** What is left when all records are read. */
        Content content(Function<String, Queue> queues) {
            var left = new TreeMap<Long, QueuedMessage>();
            messages.forEach((number, put) -> left.put(
                    number, new QueuedMessage(queues.apply(put.queue()), put.message(), number, put.expiresAt())));
            var units = new LinkedHashMap<BranchId, UnitOfWork>();
            prepared.forEach((id, branch) -> {
                var unit = new UnitOfWork();
                branch.puts()
                        .forEach(put -> unit.put(
                                new UnitOfWork.Put(queues.apply(put.queue()), put.message(), put.expiresAt())));
                branch.gets().stream().map(left::get).filter(Objects::nonNull).forEach(unit::get);
                units.put(id, unit);
            });
            return new Content(left.values(), units, lastNumber);
        }
    }
}
