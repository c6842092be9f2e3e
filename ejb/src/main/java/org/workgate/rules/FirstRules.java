package org.workgate.rules;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that there are rules when the application has started, if there are to be any: a database that has none gets
 * those of the folder {@code workgate.rules.folder}, each file for the place of its name. From then on the setting does not
 * count; without it there are no rules until somebody saves some. Whatever applies rules depends on this bean.
 */
@Singleton
@Startup
@DependsOn("Schema")
@PermitAll
public class FirstRules {

    /** The value of the setting that stands for the sample set-up. */
    private static final String SAMPLE = "sample";

    private static final List<String> SAMPLES = List.of("classification.dmn", "prioritization.dmn");

    private static final String ENDING = ".dmn";

    private static final String AUTHOR = "Workgate";

    @Inject
    @ConfigProperty(name = "workgate.rules.folder")
    private Optional<String> folder;

    @Inject
    private RuleBook book;

    @Inject
    private Clock clock;

    /**
     * Installs the rules if need be.
     *
     * @throws IllegalStateException if the folder or one of its files cannot be used
     */
    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    void install() {
        install(folder.map(String::strip).orElse(""), book, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Saves what this value of the setting stands for, all of it or nothing, in a book without any rules.
     *
     * @throws IllegalStateException naming all that is wrong, with file, table, row and column
     */
    static void install(String folder, RuleBook book, Instant now) {
        if (folder.isEmpty() || !book.isEmpty()) {
            return;
        }
        book.lock();
        // A server that starts at the same time may have been quicker.
        if (!book.isEmpty()) {
            return;
        }
        var faults = new ArrayList<String>();
        files(folder)
                .forEach((name, dmn) -> save(name, dmn, book, now).forEach(fault -> faults.add(name + ": " + fault)));
        if (!faults.isEmpty()) {
            throw new IllegalStateException("The setting workgate.rules.folder is \"" + folder
                    + "\"; its files cannot be used. Mend them and start again, or start without the setting:\n"
                    + String.join("\n", faults));
        }
    }

    /** Gives what is wrong with the file. */
    private static List<String> save(String name, String dmn, RuleBook book, Instant now) {
        RulePlace place = RulePlace.named(name.substring(0, name.length() - ENDING.length()))
                .orElse(null);
        if (place == null) {
            return List.of("The name of the file says no place; it has to be " + RulePlace.NAMES + ", and " + ENDING);
        }
        return book.save(place, 0, dmn, AUTHOR, now, now) instanceof RuleBook.Saved.Refused refused
                ? refused.faults().stream().map(RuleFault::toString).toList()
                : List.of();
    }

    /** The texts of the files by their names. */
    private static Map<String, String> files(String folder) {
        var texts = new TreeMap<String, String>();
        if (folder.equals(SAMPLE)) {
            SAMPLES.forEach(name -> texts.put(name, sample(name)));
            return texts;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), "*" + ENDING)) {
            for (Path file : files) {
                texts.put(file.getFileName().toString(), text(file));
            }
        } catch (IOException e) {
            throw unusable(folder, e.toString(), e);
        }
        if (texts.isEmpty()) {
            throw unusable(folder, "there is none", null);
        }
        return texts;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not in UTF-8", e);
        }
    }

    private static IllegalStateException unusable(String folder, String why, @Nullable Exception cause) {
        return new IllegalStateException(
                "The setting workgate.rules.folder is \"" + folder + "\"; it has to be " + SAMPLE
                        + " or the absolute path of a folder with files " + ENDING + " in UTF-8 that can be read: "
                        + why,
                cause);
    }

    private static String sample(String name) {
        try (InputStream sample = FirstRules.class.getResourceAsStream(name)) {
            if (sample == null) {
                throw new IllegalStateException("The sample rules are missing beside " + FirstRules.class);
            }
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
