package org.workgate.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Business structures for tests. */
public final class Structures {

    private Structures() {}

    /** The structure that this file tells. */
    public static BusinessStructure of(String yaml) {
        StructureFile.Content content = StructureFile.read(yaml);
        if (content instanceof StructureFile.Content.Sound sound) {
            return sound.structure();
        }
        throw new AssertionError(content);
    }

    /** The text of the published sample. */
    public static String sample() {
        try {
            return Files.readString(Path.of("../samples/structure/demo.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
