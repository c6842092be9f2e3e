package org.workgate.requirements;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads from the sources of tests which numbers they name; parsed by the compiler, not compiled. */
final class TestSources {

    /** Tags of tests that continuous integration leaves out, or where something is missing, and that therefore prove nothing. */
    private static final Set<String> LEFT_OUT = Set.of("long", "tck");

    /** Tags of tests by which profiles choose. */
    private static final Set<String> CHOSEN = Set.of("conformance", "either-broker", "ibm-mq", "ibm-mq-live");

    /** The first parameter of a test whose rows name their numbers has this name. */
    private static final String PROVES = "proves";

    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    private TestSources() {}

    /**
     * A class or a method of the tests.
     *
     * @param file where it is
     * @param type its class, without the package; that of a nested class follows after a dot
     * @param name its method, or empty for the class itself
     * @param isTest whether it is a method that is run as a test
     * @param isAlwaysRun whether neither it nor its class is tagged as long
     * @param isConditional whether it is disabled, or enabled under a condition only
     * @param claims the numbers that it names: those of its tags, if there are any, and those of each row
     */
    record Declaration(
            Path file,
            String type,
            String name,
            boolean isTest,
            boolean isAlwaysRun,
            boolean isConditional,
            List<List<String>> claims) {

        Declaration {
            claims = claims.stream().map(List::copyOf).toList();
        }

        @Override
        public String toString() {
            return name.isEmpty() ? type : type + "." + name;
        }
    }

    /** The classes and methods of all sources below these folders, in the order of their paths. */
    static List<Declaration> in(List<Path> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        var declarations = new ArrayList<Declaration>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            var parser = (JavacTask) compiler.getTask(
                    null, files, problems, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : parser.parse()) {
                new Reader(Path.of(unit.getSourceFile().toUri()), declarations).scan(unit, null);
            }
        }
        if (!problems.getDiagnostics().isEmpty()) {
            throw new IllegalStateException("Cannot be parsed: " + problems.getDiagnostics());
        }
        return declarations;
    }

    private static final class Reader extends TreeScanner<Void, Void> {

        private final Path file;
        private final List<Declaration> declarations;
        private final Deque<ClassTree> types = new ArrayDeque<>();

        Reader(Path file, List<Declaration> declarations) {
            this.file = file;
            this.declarations = declarations;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            types.addLast(type);
            add("", type.getModifiers(), false, List.of());
            super.visitClass(type, null);
            types.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            ModifiersTree modifiers = method.getModifiers();
            boolean isTest = annotations(modifiers).anyMatch(annotation -> TESTS.contains(name(annotation)));
            boolean rowsName = !method.getParameters().isEmpty()
                    && method.getParameters().get(0).getName().contentEquals(PROVES);
            add(method.getName().toString(), modifiers, isTest, rowsName ? rows(modifiers) : List.of());
            return super.visitMethod(method, null);
        }

        private void add(String name, ModifiersTree modifiers, boolean isTest, List<List<String>> rows) {
            var claims = new ArrayList<List<String>>();
            List<String> numbers = tags(modifiers)
                    .filter(tag -> !LEFT_OUT.contains(tag) && !CHOSEN.contains(tag))
                    .toList();
            if (!numbers.isEmpty()) {
                claims.add(numbers);
            }
            claims.addAll(rows);
            boolean isLeftOut = Stream.concat(
                            Stream.of(modifiers), types.stream().map(ClassTree::getModifiers))
                    .flatMap(Reader::tags)
                    .anyMatch(LEFT_OUT::contains);
            boolean isConditional = annotations(modifiers)
                    .map(Reader::name)
                    .anyMatch(annotation -> annotation.startsWith("Disabled") || annotation.startsWith("Enabled"));
            String type = String.join(
                    ".", types.stream().map(ClassTree::getSimpleName).toList());
            declarations.add(new Declaration(file, type, name, isTest, !isLeftOut, isConditional, claims));
        }

        private static Stream<String> tags(ModifiersTree modifiers) {
            return annotations(modifiers)
                    .filter(annotation -> name(annotation).equals("Tag"))
                    .flatMap(annotation -> texts(annotation, "value"));
        }

        /** What the first column of each row names; a row of nothing where there are no rows that can be read. */
        private static List<List<String>> rows(ModifiersTree modifiers) {
            List<List<String>> rows = annotations(modifiers)
                    .filter(annotation -> name(annotation).equals("CsvSource"))
                    .flatMap(source -> {
                        String delimiter =
                                texts(source, "delimiter").findFirst().orElse(",");
                        return texts(source, "value").map(row -> numbers(row, delimiter));
                    })
                    .toList();
            return rows.isEmpty() ? List.of(List.of()) : rows;
        }

        private static List<String> numbers(String row, String delimiter) {
            int end = row.indexOf(delimiter);
            String column = row.substring(0, end < 0 ? row.length() : end);
            return Arrays.stream(column.strip().split(" +"))
                    .filter(number -> !number.isEmpty())
                    .toList();
        }

        private static Stream<? extends AnnotationTree> annotations(ModifiersTree modifiers) {
            return modifiers.getAnnotations().stream();
        }

        private static String name(AnnotationTree annotation) {
            String name = annotation.getAnnotationType().toString();
            return name.substring(name.lastIndexOf('.') + 1);
        }

        /** The texts of one member of an annotation, of an array all of them. */
        private static Stream<String> texts(AnnotationTree annotation, String member) {
            return annotation.getArguments().stream()
                    .filter(argument -> member(argument).equals(member))
                    .map(argument ->
                            argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument)
                    .flatMap(value ->
                            value instanceof NewArrayTree array ? array.getInitializers().stream() : Stream.of(value))
                    .map(Reader::text);
        }

        private static String member(ExpressionTree argument) {
            return argument instanceof AssignmentTree assignment
                    ? assignment.getVariable().toString()
                    : "value";
        }

        /** The text of a literal, or of several that are put together; of anything else its source. */
        private static String text(ExpressionTree expression) {
            if (expression instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            }
            return expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS
                    ? text(sum.getLeftOperand()) + text(sum.getRightOperand())
                    : expression.toString();
        }
    }
}
