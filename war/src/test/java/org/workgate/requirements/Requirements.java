package org.workgate.requirements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.requirements.TestSources.Declaration;

/** The catalogue of the requirements, and what has to be true between it and the tests. */
final class Requirements {

    /** How many numbers a test, or one row of it, may name: what proves more proves nothing in particular. */
    private static final int AT_MOST = 3;

    private static final Map<String, Integer> LAST = Map.of("R", 206, "A", 90);
    private static final String HEADING = "== ";
    private static final Pattern LINE = Pattern.compile("([RA][1-9][0-9]*) (?:\\[([a-z]+)] )?(.+)");

    /** The later stages for which a number may wait. */
    private static final Map<String, String> LATER =
            Map.of("broker", "a broker that speaks IBM MQ's protocol to the tests");

    private final List<Requirement> all;

    /**
     * A requirement.
     *
     * @param heading of its part of the catalogue
     * @param number such as R61
     * @param openUntil what it waits for, or null if it has to be proved
     * @param line what it says
     */
    record Requirement(
            String heading, String number, @Nullable String openUntil, String line) {}

    private Requirements(List<Requirement> all) {
        this.all = all;
    }

    /** What a word of the catalogue stands for, or null if it is none. */
    private static @Nullable String meaning(String word) {
        return LATER.get(word);
    }

    /** Reads a catalogue: a line for each number, headings that begin with {@code ==}, comments that begin with {@code #}. */
    static Requirements read(List<String> lines) {
        var all = new ArrayList<Requirement>();
        String heading = "";
        for (String line : lines) {
            if (line.startsWith(HEADING)) {
                heading = line.substring(HEADING.length());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Matcher requirement = LINE.matcher(line);
                if (!requirement.matches()) {
                    throw new IllegalArgumentException("No line of the catalogue: " + line);
                }
                all.add(new Requirement(heading, requirement.group(1), requirement.group(2), requirement.group(3)));
            }
        }
        return new Requirements(all);
    }

    /** What the catalogue itself has wrong: numbers that are missing, doubled or out of order, and unknown reasons. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        var next = new HashMap<>(Map.of("R", 1, "A", 1));
        for (Requirement requirement : all) {
            String series = requirement.number().substring(0, 1);
            int number = Integer.parseInt(requirement.number().substring(1));
            int expected = next.getOrDefault(series, 1);
            if (number != expected) {
                faults.add(
                        "The catalogue has " + requirement.number() + " where " + series + expected + " should come");
            }
            next.put(series, number + 1);
            if (requirement.openUntil() != null && meaning(requirement.openUntil()) == null) {
                faults.add(requirement.number() + " is open for no known reason: " + requirement.openUntil());
            }
        }
        LAST.forEach((series, last) -> {
            if (next.getOrDefault(series, 1) != last + 1) {
                faults.add("The catalogue does not end with " + series + last);
            }
        });
        return faults;
    }

    /** What is wrong between the catalogue and these tests, in words that say what to change. */
    List<String> faults(List<Declaration> tests) {
        var faults = new ArrayList<String>();
        List<String> known = all.stream().map(Requirement::number).toList();
        for (Declaration test : tests) {
            if (test.isConditional()) {
                faults.add(test + " is not run everywhere and always");
            }
            if (!test.isTest() && !test.claims().isEmpty()) {
                faults.add(test + " names " + test.claims() + " and is no test method");
            }
            for (List<String> claim : test.claims()) {
                if (claim.isEmpty()) {
                    faults.add("A row of " + test + " names no number");
                }
                if (claim.size() > AT_MOST) {
                    faults.add(test + " names more than " + AT_MOST + " numbers at once: " + claim);
                }
                claim.stream()
                        .filter(number -> !known.contains(number))
                        .forEach(number -> faults.add(test + " names the unknown number " + number));
            }
        }
        for (Requirement requirement : all) {
            List<Declaration> proofs = proofs(requirement, tests).toList();
            if (requirement.openUntil() == null && proofs.isEmpty()) {
                faults.add(requirement.number() + " is proved by no test: " + requirement.line());
            }
            if (requirement.openUntil() != null && !proofs.isEmpty()) {
                faults.add(requirement.number() + " is listed as open until there is "
                        + meaning(requirement.openUntil()) + ", and proved by " + proofs);
            }
        }
        return faults;
    }

    /** The tests of every build that name this number. */
    private static Stream<Declaration> proofs(Requirement requirement, List<Declaration> tests) {
        return tests.stream()
                .filter(test -> test.isTest() && test.isAlwaysRun())
                .filter(test -> test.claims().stream().anyMatch(claim -> claim.contains(requirement.number())));
    }

    /** What is proved and what is open, for people. */
    String page(List<Declaration> tests, String command) {
        var page = new StringBuilder("""
                # Requirements

                <!-- Written from requirements.txt and from the tests. Do not edit; write it anew with
                     %s -->

                Every number of the requirements with the tests that prove it. R: what the interface demands. A: what was decided
                where it is silent or contradicts itself. A test names what it proves in its tags, or in the first column of its
                rows; the build fails where a number is neither proved nor open, or both. The tests of one number:
                `mvn verify -Dgroups=R61`.

                ## Open

                These wait for a later stage, and nothing else may stand here.
                """.formatted(command));
        open(page);
        String heading = "";
        for (Requirement requirement : all) {
            if (!requirement.heading().equals(heading)) {
                heading = requirement.heading();
                page.append("\n## ").append(heading).append("\n\n| | What is true | Proved by |\n|---|---|---|\n");
            }
            page.append("| ")
                    .append(requirement.number())
                    .append(" | ")
                    .append(requirement.line())
                    .append(" | ")
                    .append(requirement.openUntil() == null ? names(requirement, tests) : "*open*")
                    .append(" |\n");
        }
        return page.toString();
    }

    private void open(StringBuilder page) {
        page.append("\n| Waits for | Numbers |\n|---|---|\n");
        LATER.forEach((word, meaning) -> page.append("| ")
                .append(meaning)
                .append(" | ")
                .append(all.stream()
                        .filter(requirement -> word.equals(requirement.openUntil()))
                        .map(Requirement::number)
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
    }

    private static String names(Requirement requirement, List<Declaration> tests) {
        return String.join(
                "<br>",
                proofs(requirement, tests)
                        .map(test -> "`" + test + "`")
                        .sorted()
                        .toList());
    }
}
