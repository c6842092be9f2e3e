package org.workgate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.library.modules.syntax.ModuleDependencyScope.consideringOnlyDependenciesBetweenModules;
import static com.tngtech.archunit.library.modules.syntax.ModuleRuleDefinition.modules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.workgate.Room;
import org.workgate.task.TaskStatus;

/**
 * The rules that hold the house up. Each is applied to the house, and to a small package of {@code violations} in which it
 * must find what offends it: {@link ArchitectureTest}.
 */
@SuppressWarnings("ImmutableEnumChecker") // rules have no state
enum HouseRule {
    A_ROOM_USES_ONLY_THE_ROOMS_IT_NAMES("rooms", () -> modules()
            .definedByAnnotation(Room.class, Room::value)
            .should()
            .respectTheirAllowedDependenciesDeclaredIn("mayUse", consideringOnlyDependenciesBetweenModules())),

    /** Without it, a package that declares nothing would escape the rule above. */
    EVERY_CLASS_LIVES_IN_A_ROOM_NAMED_AFTER_ITS_PACKAGE("homes", () -> ArchRuleDefinition.classes()
            .that()
            .doNotBelongToAnyOf(Room.class)
            .should(condition("live in a room named after its package", (javaClass, report) -> {
                JavaPackage home = javaClass.getPackage();
                if (!home.isAnnotatedWith(Room.class)
                        || !home.getName()
                                .equals("org.workgate."
                                        + home.getAnnotationOfType(Room.class).value())) {
                    report.accept(javaClass.getName() + " lives in no room");
                }
            }))),

    ROOMS_FORM_NO_CYCLES("cycles", () -> SlicesRuleDefinition.slices()
            .matching("org.workgate.(**)")
            .should()
            .beFreeOfCycles()),

    /** An allow list. What the weaving of entities adds is the persistence provider's and none of ours. */
    THE_HEART_KNOWS_NOTHING_BUT_JAVA_AND_ITS_MAPPING("heart", () -> ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("org.workgate..task..")
            .should(condition("know nothing but Java and its mapping", (javaClass, report) -> {
                DescribedPredicate<JavaClass> allowed = JavaClass.Predicates.resideInAnyPackage(
                                javaClass.getPackageName(),
                                "java..",
                                "jakarta.persistence..",
                                "org.jspecify.annotations..")
                        .or(belongToAnyOf(Room.class));
                javaClass.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                !allowed.test(dependency.getTargetClass().getBaseComponentType()))
                        .filter(dependency -> !isWoven(dependency))
                        .forEach(dependency -> report.accept(dependency.getDescription()));
            }))),

    ONLY_REPOSITORIES_REACH_THE_DATABASE("storage", () -> ArchRuleDefinition.noClasses()
            .that(describe("are no repositories", javaClass -> !Exceptions.REPOSITORIES.contains(javaClass.getName())))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    EntityManager.class, EntityManagerFactory.class, DataSource.class, java.sql.Connection.class)),

    ONLY_CAPTURE_NOTIFICATION_AND_ROUTER_KNOW_QUEUES("queues", () -> ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.workgate..capture..", "org.workgate..notification..", "org.workgate..router..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.jms..")),

    /** The wire, and the rules, whose files are XML. */
    ONLY_THE_WIRE_AND_THE_RULES_KNOW_XML("xml", () -> ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackages("org.workgate..gtl..", "org.workgate..rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.w3c..", "org.xml..", "net.sf.saxon..")),

    /** What expressions may do is decided where they are checked, and nowhere else. */
    ONLY_THE_RULES_KNOW_THEIR_EXPRESSION_LANGUAGE("expressions", () -> ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("org.workgate..rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.camunda..", "scala..", "com.google.re2j..")),

    TIME_COMES_FROM_THE_INJECTED_CLOCK("time", () -> ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("org.workgate..platform..")
            .should()
            .accessTargetWhere(describe("it tells the time of the machine", HouseRule::tellsTime))),

    NAMES_SAY_WHAT_A_CLASS_IS("names", () -> ArchRuleDefinition.noClasses()
            .should()
            .haveNameMatching(".*[.$]([^.$]*(Impl|Manager|Helper|Utils?|DTO|Dto|Facade)|Abstract[^.$]*)")),

    AN_INTERFACE_IS_SEALED_OR_HAS_TWO_IMPLEMENTATIONS("interfaces", () -> ArchRuleDefinition.classes()
            .that()
            .areInterfaces()
            .and()
            .areNotAnnotations()
            .and()
            .areNotAnnotatedWith(FunctionalInterface.class)
            .and()
            .haveNameNotMatching(".*\\.package-info")
            .should(condition("be sealed or have two implementations", (javaClass, report) -> {
                long implementations = javaClass.getAllSubclasses().stream()
                        .filter(subclass -> !subclass.isInterface())
                        .count();
                if (implementations < 2 && !javaClass.reflect().isSealed()) {
                    report.accept(javaClass.getName() + " has " + implementations + " implementations");
                }
            }))),

    STATELESS_BEANS_HAVE_NO_STATE("state", () -> ArchRuleDefinition.fields()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Stateless.class)
            .and(describe("are not constants", field -> !field.getModifiers()
                    .containsAll(Set.of(JavaModifier.STATIC, JavaModifier.FINAL))))
            .should()
            .beAnnotatedWith(Inject.class)
            .orShould()
            .beAnnotatedWith(EJB.class)
            .orShould()
            .beAnnotatedWith(Resource.class)
            .orShould()
            .beAnnotatedWith(PersistenceContext.class)),

    OBSERVERS_ARE_NOT_CALLED_BY_HAND("observers", () -> ArchRuleDefinition.methods()
            .that(describe("observe events", method -> method.getParameters().stream()
                    .anyMatch(parameter -> parameter.isAnnotatedWith(Observes.class)
                            || parameter.isAnnotatedWith(ObservesAsync.class))))
            .should()
            .bePackagePrivate()),

    NO_VENDOR_OF_SERVER_OR_DATABASE_IS_NAMED("vendors", () -> ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ibm..", "io.openliberty..", "org.apache.derby..", "org.postgresql..")),

    ONLY_THE_LIFE_CYCLE_CHANGES_A_STATUS("status", () -> ArchRuleDefinition.fields()
            .that()
            .areDeclaredInClassesThat(describe(
                    "are mapped",
                    javaClass -> javaClass.isAnnotatedWith(Entity.class)
                            || javaClass.isAnnotatedWith(MappedSuperclass.class)))
            .and()
            .haveRawType(TaskStatus.class)
            .and()
            .haveName("status")
            .and()
            .areNotFinal()
            .should(condition("be written by move alone", (field, report) -> writes(field)
                    .filter(access -> !access.getOrigin().getName().equals("move"))
                    .forEach(access -> report.accept(access.getDescription())))));

    /** Exceptions by name: a new one is a decision, taken here. */
    private static final class Exceptions {

        static final Set<String> REPOSITORIES = Set.of(
                "org.workgate.access.AuditListing",
                "org.workgate.access.AuditTrail",
                "org.workgate.access.FirstUser",
                "org.workgate.access.UserAccounts",
                "org.workgate.capture.IntakeLeases",
                "org.workgate.capture.Submissions",
                "org.workgate.distribution.DistributionTurns",
                "org.workgate.journal.MessageJournal",
                "org.workgate.notification.UnsentMessages",
                "org.workgate.platform.DatabaseCheck",
                "org.workgate.platform.Provided",
                "org.workgate.platform.Schema",
                "org.workgate.reporting.DeskListing",
                "org.workgate.reporting.TaskListing",
                "org.workgate.router.OutgoingMessages",
                "org.workgate.rules.RuleBook",
                "org.workgate.structure.StructureVersions",
                "org.workgate.task.GlobalTaskList",
                "org.workgate.task.TaskArchive",
                "org.workgate.trial.Backlog");

        /** They measure how long something takes, which no clock that may be set can tell. */
        static final Set<String> STOPWATCHES = Set.of("org.workgate.capture.Intakes");
    }

    private final String violations;
    private final ArchRule rule;

    HouseRule(String violations, Supplier<ArchRule> rule) {
        this.violations = violations;
        this.rule = rule.get().allowEmptyShould(true);
    }

    /** The rule itself, for whichever classes. */
    ArchRule rule() {
        return rule;
    }

    /** The package of examples that violate it, below {@code violations}. */
    String violations() {
        return violations;
    }

    private static boolean isWoven(Dependency dependency) {
        String description = dependency.getDescription();
        return description.contains("._persistence_")
                || description.contains(" implements interface <org.eclipse.persistence.")
                || dependency.getTargetClass().getPackageName().startsWith("org.eclipse.persistence.internal.");
    }

    private static boolean tellsTime(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getName();
        return switch (target.getName()) {
            case "now" ->
                owner.startsWith("java.time.")
                        && target instanceof AccessTarget.CodeUnitAccessTarget call
                        && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            case "nanoTime" ->
                owner.equals("java.lang.System")
                        && !Exceptions.STOPWATCHES.contains(
                                access.getOriginOwner().getName());
            case "<init>" ->
                Set.of("java.util.Date", "java.util.GregorianCalendar").contains(owner)
                        && target instanceof AccessTarget.CodeUnitAccessTarget call
                        && call.getRawParameterTypes().isEmpty();
            case "getInstance" -> owner.equals("java.util.Calendar");
            default -> owner.equals("java.time.Clock") && target.getName().matches("system.*|tick.+");
        };
    }

    /** Also those that go through the method which the weaving of entities puts in front of the field. */
    private static Stream<JavaAccess<?>> writes(JavaField field) {
        Stream<JavaAccess<?>> direct = field.getAccessesToSelf().stream()
                .filter(access -> access.getAccessType() == JavaFieldAccess.AccessType.SET)
                .filter(access -> !access.getOrigin().getName().startsWith("_persistence_"))
                .map(access -> access);
        Stream<JavaAccess<?>> woven = field
                .getOwner()
                .tryGetMethod(
                        "_persistence_set_" + field.getName(),
                        field.getRawType().reflect())
                .map(JavaMethod::getCallsOfSelf)
                .orElse(Set.of())
                .stream()
                .filter(call -> !call.getOrigin().getName().startsWith("_persistence_"))
                .map(call -> call);
        return Stream.concat(direct, woven);
    }

    /** A condition that is violated by what it reports. */
    private static <T> ArchCondition<T> condition(String description, BiConsumer<T, Consumer<String>> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.accept(item, violation -> events.add(SimpleConditionEvent.violated(item, violation)));
            }
        };
    }
}
