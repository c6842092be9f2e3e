package org.workgate.gtl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What tests of transformation scripts say again and again. */
final class Scripts {

    /** Enough for every script that is not to be stopped, on a busy machine too. */
    static final Transformation.Limits LIMITS = new Transformation.Limits(Duration.ofSeconds(10), 10_000, 1 << 20);

    private Scripts() {}

    /** A script with this content, in a file of its own. */
    static Path file(Path folder, String content) {
        try {
            return Files.writeString(
                    folder.resolve("script.xsl"),
                    "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"
                            + " xmlns:xs='http://www.w3.org/2001/XMLSchema'"
                            + " xmlns:fn='http://www.w3.org/2005/xpath-functions'>\n" + content
                            + "\n</xsl:stylesheet>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a script that makes this of every document. */
    static String making(String result) {
        return "<xsl:template match='/'>" + result + "</xsl:template>";
    }

    /** A script with this content within these limits. */
    static Transformation script(Path folder, String content, Transformation.Limits limits) {
        try {
            return Transformation.of(file(folder, content), limits);
        } catch (UnusableScript e) {
            throw new AssertionError(e);
        }
    }

    /** A script with this content within ample limits. */
    static Transformation script(Path folder, String content) {
        return script(folder, content, LIMITS);
    }
}
