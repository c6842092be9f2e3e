package org.workgate.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A file that is the body of a request. */
final class FileBody {

    private FileBody() {}

    /**
     * Its text.
     *
     * @param what what the file is, for people
     * @throws jakarta.ws.rs.WebApplicationException if it is not in UTF-8
     */
    static String text(String what, byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.invalid("The " + what + " has to be a text in UTF-8").thrown();
        }
    }
}
