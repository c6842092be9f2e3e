package org.workgate.gtl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * A compiled script. It reads nothing but the message and writes nothing but its result: no file, no address, no Java, no
 * environment (A76). Safe to use from several threads; how long it takes is the caller's concern.
 */
final class Stylesheet {

    /** An XML declaration and nothing else. */
    private static final Pattern NOTHING = Pattern.compile("\\s*(?:<\\?xml[^>]*\\?>)?\\s*");

    private static final ThreadLocal<XMLReader> PARSERS = ThreadLocal.withInitial(Stylesheet::hardenedParser);

    private final XsltExecutable compiled;
    private final int maxCharacters;

    /** The processor is loaded with the first script: it takes a second, which most installations need not wait. */
    private static final class Lazily {
        private static final Processor PROCESSOR = hardenedProcessor();
    }

    private Stylesheet(XsltExecutable compiled, int maxCharacters) {
        this.compiled = compiled;
        this.maxCharacters = maxCharacters;
    }

    private static Processor hardenedProcessor() {
        var processor = new Processor(false);
        // No Java, no xsl:result-document, and no system property but those of XSLT.
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        // Whatever would be read from an address, in any way and by any scheme.
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        return processor;
    }

    /** No variable exists. */
    private static final class NoEnvironment implements EnvironmentVariableResolver {

        @Override
        public Set<String> getAvailableEnvironmentVariables() {
            return Set.of();
        }

        @Override
        public @Nullable String getEnvironmentVariable(String name) {
            return null;
        }
    }

    /** The JDK's own parser, whatever else the server offers. */
    private static XMLReader hardenedParser() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newSAXParser().getXMLReader();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("The parser of the JDK cannot be hardened", e);
        }
    }

    /**
     * Compiles a script.
     *
     * @param maxCharacters the most characters that its result may have
     */
    static Stylesheet compile(Path script, int maxCharacters) throws UnusableScript {
        var errors = new ArrayList<XmlProcessingError>();
        XsltCompiler compiler = Lazily.PROCESSOR.newXsltCompiler();
        compiler.setErrorReporter(error -> {
            if (!error.isWarning()) {
                errors.add(error);
            }
        });
        try {
            var text = new InputSource(new ByteArrayInputStream(Files.readAllBytes(script)));
            text.setSystemId(script.toUri().toString());
            return new Stylesheet(
                    compiler.compile(new SAXSource(new ScriptCheck(hardenedParser()), text)), maxCharacters);
        } catch (NoSuchFileException e) {
            throw new UnusableScript(script, 0, "there is no such file");
        } catch (IOException e) {
            throw new UnusableScript(script, 0, "it cannot be read: " + e.getMessage());
        } catch (SaxonApiException e) {
            throw unusable(script, e, errors);
        }
    }

    /** The first error is the one to repair; others may follow from it. What the parser refuses, only the cause tells well. */
    private static UnusableScript unusable(Path script, SaxonApiException failure, List<XmlProcessingError> errors) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SAXParseException parsing) {
                return new UnusableScript(script, parsing.getLineNumber(), String.valueOf(parsing.getMessage()));
            }
        }
        return errors.isEmpty()
                ? new UnusableScript(script, failure.getLineNumber(), String.valueOf(failure.getMessage()))
                : new UnusableScript(
                        script,
                        errors.get(0).getLocation().getLineNumber(),
                        errors.get(0).getMessage());
    }

    /**
     * Transforms a document.
     *
     * @return its result, with more than an XML declaration in it
     * @throws ScriptFailure if the script refuses it, fails, or gives nothing or too much
     */
    String apply(String document) throws ScriptFailure {
        var refusal = new StringBuilder();
        var result = new Result(maxCharacters);
        Xslt30Transformer transformer = compiled.load30();
        transformer.setErrorReporter(error -> {
            // the exception tells the same
        });
        transformer.setMessageHandler(message -> {
            if (message.isTerminate()) {
                refusal.append(message.getContent().getStringValue());
            }
        });
        try {
            transformer.transform(
                    new SAXSource(PARSERS.get(), new InputSource(new StringReader(document))),
                    transformer.newSerializer(result));
        } catch (SaxonApiException e) {
            throw failure(e, refusal.toString(), result);
        }
        String text = result.toString();
        if (NOTHING.matcher(text).matches()) {
            throw new ScriptFailure("It gives nothing for this message");
        }
        return text;
    }

    private static ScriptFailure failure(SaxonApiException failure, String refusal, Result result) {
        if (result.overflown) {
            return new ScriptFailure("Its result has more than the " + result.maxCharacters + " characters allowed");
        }
        if (!refusal.isBlank()) {
            return new ScriptFailure(refusal);
        }
        int line = failure.getLineNumber();
        return new ScriptFailure((line > 0 ? "Line " + line + ": " : "") + Objects.toString(failure.getMessage(), ""));
    }

    /** What comes out, as long as it is not too much. */
    private static final class Result extends Writer {

        private final StringBuilder text = new StringBuilder(1024);
        private final int maxCharacters;
        private boolean overflown;

        Result(int maxCharacters) {
            this.maxCharacters = maxCharacters;
        }

        @Override
        public void write(char[] buffer, int from, int length) throws IOException {
            if (length > maxCharacters - text.length()) {
                overflown = true;
                throw new IOException("Too much");
            }
            text.append(buffer, from, length);
        }

        @Override
        public void flush() {
            // nothing waits
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
