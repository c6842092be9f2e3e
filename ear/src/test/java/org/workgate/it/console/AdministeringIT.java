package org.workgate.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.WorkgateServer;

/** What administrators see and change of structure, rules and users in the browser. Each test has something of its own to change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministeringIT {

    private static final int WIDE = 1280;
    private static final Path SAMPLES = Path.of("../samples");

    private Postgresql database;
    private WorkgateServer server;
    private Chromium chromium;

    @BeforeAll
    void start() {
        database = new Postgresql();
        server = database.setup("administering")
                .beginningWith(WorkgateServer.SAMPLE_STRUCTURE)
                .create()
                .start();
        chromium = new Chromium(server);
        chromium.admin(WIDE);
        for (String role : List.of("viewer", "agent", "integrator:mq", "distributor:desk")) {
            database.run("insert into gtl_user (name, version, password_hash, roles, created_at, changed_at) select '"
                    + role.replaceFirst(":.*", "") + "', 1, password_hash, '" + role
                    + "', created_at, changed_at from gtl_user where name = 'admin'");
        }
    }

    @AfterAll
    void stop() {
        try {
            chromium.close();
            server.close();
        } finally {
            database.close();
        }
    }

    @AfterEach
    void nothing_was_complained_of() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private Page at(String path) {
        Page page = chromium.admin(WIDE);
        page.navigate(path);
        return page;
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The row whose own header is this. */
    private static Locator row(Page page, String header) {
        return page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("th")
                                .filter(new Locator.FilterOptions()
                                        .setHasText(Pattern.compile("^\\s*" + header + "\\s*$")))));
    }

    private static Locator text(Page page) {
        return page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true));
    }

    /** What is told, not the place where something might be. */
    private static Locator alert(Page page) {
        return page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\S")));
    }

    private static FilePayload file(String name, String content) {
        return new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8));
    }

    private static void photograph(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/" + name + ".png")));
    }

    @Test
    @Tag("R197")
    @Tag("R199")
    @Tag("R202")
    void the_structure_is_shown_with_what_is_active_today() throws IOException {
        Page page = chromium.admin(WIDE);
        link(page, "Structure").click();

        assertThat(page).hasTitle("Structure · Workgate");
        assertThat(row(page, "CLAIMS")).containsText("Active");
        assertThat(row(page, "LEGACY")).containsText("Process LEGACY has been inactive since the end of 2020-12-31");
        assertThat(row(page, "FUTURE")).containsText("Process FUTURE is inactive until 2999-01-01");
        assertThat(row(page, "CLOSED")).containsText("Inactive");
        assertThat(row(page, "CLOSEDWORK")).containsText("Contract CLOSED has been inactive");
        assertThat(row(page, "OFFICE")).containsText("08:00-12:00, 13:00-18:00");
        assertThat(row(page, "OFFICE")).containsText("de/by");
        Locator facts = page.locator("dl.attributes > div");
        assertThat(facts.filter(new Locator.FilterOptions().setHasText("Capture points")))
                .containsText("mq MQ Capture Point, times in UTC");
        assertThat(facts.filter(new Locator.FilterOptions().setHasText("Distribution points")))
                .containsText("worked on at the desk, keeps 100 waiting at most");
        assertThat(facts.filter(new Locator.FilterOptions().setHasText("Distribution points")))
                .containsText("desk Desk");
        assertThat(row(page, "1")).containsText("Workgate");
        assertThat(page.context().request().get("structure?version=1&as=file").text())
                .isEqualTo(Files.readString(SAMPLES.resolve("structure/demo.yaml")));
        photograph(page, "structure");
    }

    @Test
    @Tag("R197")
    void a_changed_structure_is_put_in_force_and_its_version_is_told() {
        Page page = at("structure");
        link(page, "Change").click();
        String changed = text(page).inputValue().replace("name: Claims", "name: Schäden");

        text(page).fill(changed);
        page.getByLabel("Comment").fill("Renamed");
        button(page, "Put in force").click();

        assertThat(page.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("Version \\d+ is in force\\."));
        assertThat(row(page, "CLAIMS")).containsText("Schäden");
        Locator newest = page.locator("section")
                .filter(new Locator.FilterOptions().setHasText("Versions"))
                .locator("tbody tr")
                .first();
        assertThat(newest).containsText("In force");
        assertThat(newest).containsText("admin");
        assertThat(newest).containsText("Renamed");
    }

    @Test
    void a_structure_with_a_fault_changes_nothing_and_the_fault_is_told_with_its_place() throws IOException {
        Page page = at("restructure");
        String present = text(page).inputValue();
        String wrong = Files.readString(SAMPLES.resolve("structure/demo.yaml")).replace("2999-01-01", "2999-02-30");

        page.getByLabel("File").setInputFiles(file("structure.yaml", wrong));
        assertThat(text(page)).hasValue(wrong);
        button(page, "Put in force").click();

        assertThat(alert(page))
                .containsText(
                        "tenants[demo].solutions[backoffice].contracts[SERVICE].processes[FUTURE].validFrom (line ");
        assertThat(alert(page)).containsText("\"2999-02-30\"; it has to be a day");
        assertThat(text(page)).hasValue(wrong);
        assertThat(text(page)).hasAttribute("aria-invalid", "true");
        photograph(page, "restructure");
        long line = 1
                + wrong.lines().takeWhile(text -> !text.contains("2999-02-30")).count();
        button(page, "Go to line " + line).click();
        assertThat(text(page)).isFocused();
        assertThat((String) text(page).evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)"))
                .contains("validFrom: 2999-02-30");
        page.navigate("restructure");
        assertThat(text(page)).hasValue(present);
    }

    @Test
    void a_file_that_is_no_text_in_utf_8_is_told_and_leaves_the_text_alone() {
        Page page = at("restructure");
        String present = text(page).inputValue();

        page.getByLabel("File")
                .setInputFiles(new FilePayload(
                        "latin.yaml", "application/yaml", "name: Schäden".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(alert(page)).hasText("latin.yaml is no text in UTF-8.");
        assertThat(text(page)).hasValue(present);
    }

    @Test
    void a_structure_does_not_replace_what_somebody_else_has_put_in_force_meanwhile() {
        Page late = at("restructure");
        Page early = at("restructure");
        text(early).fill(text(early).inputValue().replace("name: Office hours", "name: Hours of the office"));
        button(early, "Put in force").click();
        assertThat(early.getByRole(AriaRole.STATUS)).containsText("is in force");

        String unsaved = text(late).inputValue().replace("name: Office hours", "name: Our hours");
        text(late).fill(unsaved);
        button(late, "Put in force").click();

        assertThat(alert(late)).containsText(Pattern.compile("Somebody else has put version \\d+ in force meanwhile"));
        assertThat(text(late)).hasValue(unsaved);
        late.navigate("structure");
        assertThat(late.getByText("Hours of the office")).isVisible();
    }

    @Test
    void a_rule_table_is_drawn_as_it_decides() throws IOException {
        Page page = chromium.admin(WIDE);
        link(page, "Rules").click();
        assertThat(page).hasTitle("Rules · Workgate");
        Locator global = page.getByRole(AriaRole.REGION)
                .filter(new Locator.FilterOptions().setHasText("gives a task its priority"))
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("All tasks"));
        assertThat(global).containsText("Version 1");
        assertThat(global).containsText("Workgate");

        global.getByRole(AriaRole.LINK).click();

        assertThat(page).hasTitle("Prioritization: All tasks · Workgate");
        Locator table =
                page.getByRole(AriaRole.TABLE).filter(new Locator.FilterOptions().setHasText("Rule order: all rows"));
        assertThat(table.locator("thead tr").last().getByRole(AriaRole.COLUMNHEADER))
                .hasText(new String[] {
                    "Row",
                    "priorityGiven",
                    "processId",
                    "customerSegment",
                    "minutesToDue",
                    "priority",
                    "addToPriority",
                    "reprioritizeInMinutes",
                    "Annotation"
                });
        assertThat(table.locator("tbody tr").first().locator("th, td")).hasText(new String[] {
            "1", "false", "\"ORDERS\"", "–any", "–any", "50", "–nothing", "–nothing", "Orders"
        });
        assertThat(page.context()
                        .request()
                        .get("table?of=prioritization&version=1&as=file")
                        .text())
                .isEqualTo(Files.readString(SAMPLES.resolve("rules/prioritization.dmn")));
        photograph(page, "table");
    }

    @Test
    void a_table_is_begun_where_there_is_none_and_a_later_version_is_still_to_come() {
        Page page = at("rules");
        page.getByLabel("Place").selectOption("prioritization.process.ORDERS");
        button(page, "Begin a table").click();
        page.getByLabel("File").setInputFiles(file("orders.dmn", giving("10")));
        assertThat(text(page)).hasValue(giving("10"));
        button(page, "Save").click();

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Version 1 is saved.");
        assertThat(row(page, "1").last()).containsText("In force");

        link(page, "Change").click();
        text(page).fill(giving("20"));
        page.getByLabel("Start").fill("2999-01-01T08:00");
        button(page, "Save").click();

        assertThat(page.getByText("This version comes into force at 2999-01-01 08:00:00 UTC."))
                .isVisible();
        assertThat(row(page, "2").last()).containsText("To come");
        page.navigate("rules");
        Locator orders = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Process ORDERS"));
        assertThat(orders).containsText("Version 1");
        assertThat(orders).containsText("Version 2 from 2999-01-01 08:00:00 UTC, by admin");
        photograph(page, "rules");
    }

    @Test
    void a_table_that_is_refused_changes_nothing_and_names_the_cell() {
        Page page = at("revise?of=prioritization.contract.SALES");

        text(page).fill(giving("10", "high"));
        button(page, "Save").click();

        assertThat(alert(page)).containsText("Nothing was saved.");
        assertThat(alert(page).getByRole(AriaRole.LISTITEM))
                .containsText("Table \"Giving\", row 2, column \"priority\": high cannot be used");
        assertThat(text(page)).hasValue(giving("10", "high"));
        photograph(page, "revise");
        page.navigate("rules");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("SALES")))
                .hasCount(0);

        page.navigate("revise?of=prioritization.contract.SALES");
        text(page).fill(giving("10"));
        page.getByLabel("Start").evaluate("field => field.type = 'text'");
        page.getByLabel("Start").fill("tomorrow");
        button(page, "Save").click();
        assertThat(alert(page)).containsText("the start has to be a date and time such as 2030-03-06T17:00.");
    }

    @Test
    void a_table_does_not_follow_a_version_that_its_author_has_not_seen() {
        String place = "revise?of=prioritization.contract.SERVICE";
        Page late = at(place);
        Page early = at(place);
        text(early).fill(giving("30"));
        button(early, "Save").click();
        assertThat(early.getByRole(AriaRole.STATUS)).hasText("Version 1 is saved.");

        text(late).fill(giving("40"));
        button(late, "Save").click();

        assertThat(alert(late)).containsText("Somebody else has saved version 1 meanwhile.");
    }

    @Test
    void a_user_is_made_changes_the_password_is_given_other_roles_and_is_removed() {
        Page page = chromium.admin(WIDE);
        link(page, "Users").click();
        link(page, "New user").click();
        assertThat(page).hasTitle("New user · Workgate");
        page.getByLabel("User name").fill("ann lee");
        page.getByLabel("Password").fill(WorkgateServer.ADMIN_PASSWORD);
        page.getByLabel("viewer").press("Space");
        page.getByLabel("integrator").fill("mq, crm");
        photograph(page, "user-new");
        page.getByLabel("integrator").press("Enter");
        assertThat(alert(page)).containsText("A name has 1 to 64 letters");
        assertThat(page.getByLabel("viewer")).isChecked();
        assertThat(page.getByLabel("Password")).hasValue("");

        page.getByLabel("User name").fill("ann.lee");
        page.getByLabel("Password").fill(WorkgateServer.ADMIN_PASSWORD);
        button(page, "Create").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("The user is created.");
        assertThat(row(page, "ann.lee")).containsText("integrator:crm, integrator:mq, viewer");
        photograph(page, "users");

        Page ann = chromium.signedIn("ann.lee", WIDE);
        Page elsewhere = chromium.signedIn("ann.lee", WIDE);
        assertThat(link(ann, "Users")).hasCount(0);
        assertThat(ann.navigate("users").status()).isEqualTo(403);
        link(ann, "Password").click();
        change(ann, "wrong password", "a password of her own");
        assertThat(alert(ann)).hasText("Nothing was changed. The present password is wrong.");
        photograph(ann, "password");
        change(ann, WorkgateServer.ADMIN_PASSWORD, "a password of her own");
        assertThat(ann.getByRole(AriaRole.STATUS)).hasText("Your password is changed.");
        elsewhere.navigate("tasks");
        assertThat(elsewhere).hasTitle("Sign in · Workgate");

        link(page, "ann.lee").click();
        assertThat(page.getByLabel("integrator")).hasValue("crm mq");
        page.getByLabel("viewer").uncheck();
        page.getByLabel("auditor").check();
        photograph(page, "user");
        button(page, "Save roles").click();
        assertThat(row(page, "ann.lee")).containsText("auditor, integrator:crm, integrator:mq");
        link(page, "ann.lee").click();
        button(page, "Remove ann.lee").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("The user is removed.");
        assertThat(row(page, "ann.lee")).hasCount(0);
        ann.navigate("tasks");
        assertThat(ann).hasTitle("Sign in · Workgate");

        link(page, "admin").click();
        button(page, "Remove admin").click();
        assertThat(alert(page)).containsText("Nobody else has the role administrator");
    }

    private static void change(Page page, String present, String replacement) {
        page.getByLabel("Present password").fill(present);
        page.getByLabel("New password (").fill(replacement);
        page.getByLabel("New password again").fill(replacement);
        button(page, "Change password").click();
    }

    @Test
    void who_may_only_look_is_not_led_to_changing_anything() {
        Page page = chromium.signedIn("viewer", WIDE);
        link(page, "Structure").click();
        assertThat(row(page, "CLAIMS")).isVisible();
        assertThat(link(page, "Change")).hasCount(0);

        link(page, "Rules").click();
        assertThat(button(page, "Begin a table")).hasCount(0);
        page.navigate("table?of=prioritization");
        assertThat(link(page, "Download DMN")).isVisible();
        assertThat(link(page, "Change")).hasCount(0);

        page.navigate("restructure");
        button(page, "Put in force").click();
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Not allowed");
    }

    @Test
    void who_may_see_neither_structure_nor_rules_is_not_led_there() {
        Page page = chromium.stranger(WIDE);
        page.navigate("rules");
        page.getByLabel("User name").fill("agent");
        page.getByLabel("Password").fill(WorkgateServer.ADMIN_PASSWORD);
        page.getByLabel("Password").press("Enter");

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Not allowed");
        assertThat(link(page, "Structure")).hasCount(0);
        assertThat(link(page, "Rules")).hasCount(0);
        for (String path : List.of("rules", "table?of=prioritization", "revise?of=prioritization", "structure")) {
            assertThat(page.navigate(path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void who_may_see_no_list_begins_at_another_page() {
        Page integrator = chromium.signedIn("integrator", WIDE, "backout");
        assertThat(integrator).hasTitle("Set aside · Workgate");

        Page distributor = chromium.signedIn("distributor", WIDE, "tasks");
        assertThat(distributor.getByRole(AriaRole.HEADING)).hasText("No page for this account");
        assertThat(distributor.getByText("for programs that use the HTTP API")).isVisible();
        assertThat(link(distributor, "Go to the start page")).hasCount(0);
    }

    @Test
    void where_a_change_fails_nobody_is_told_that_nothing_was_changed() {
        Page page = at("revise?of=prioritization");
        text(page).fill(giving("17"));
        database.run("create function fail() returns trigger language plpgsql as $$ begin raise exception 'full';"
                + " end $$; create trigger fail before insert on gtl_rule_table for each row execute function fail()");
        try {
            button(page, "Save").click();
        } finally {
            database.run("drop trigger fail on gtl_rule_table; drop function fail()");
        }

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Something went wrong");
        assertThat(page.getByText("it may have been done, or a part of it")).isVisible();
        assertThat(page.getByText("Nothing was changed")).hasCount(0);
    }

    @Test
    void what_was_typed_is_offered_again_where_the_session_had_ended() {
        Page page = at("revise?of=prioritization");
        String present = text(page).inputValue();
        text(page).fill(giving("77"));
        page.context().clearCookies();

        button(page, "Save").click();
        assertThat(page).hasTitle("Sign in · Workgate");
        page.getByLabel("User name").fill("admin");
        page.getByLabel("Password").fill(WorkgateServer.ADMIN_PASSWORD);
        page.getByLabel("Password").press("Enter");
        page.navigate("revise?of=prioritization");

        assertThat(text(page)).hasValue(present);
        assertThat(page.getByText("This browser has kept what you typed here")).isVisible();
        photograph(page, "draft-kept");
        button(page, "Take it").click();
        assertThat(text(page)).hasValue(giving("77"));
        assertThat(button(page, "Take it")).isHidden();

        page.navigate("revise?of=prioritization");
        button(page, "Forget it").click();
        page.navigate("revise?of=prioritization");
        assertThat(text(page)).hasValue(present);
        assertThat(button(page, "Take it")).isHidden();
    }

    /** As after a start of the server, or on another one. */
    @Test
    void a_draft_whose_trial_the_server_does_not_know_is_gone_on_with() {
        Page page = at("revise?of=prioritization");
        text(page).fill(giving("78"));

        Response answer = page.navigate("revise?of=prioritization&seen=1&trial=" + UUID.randomUUID());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(page.getByText("The server does not know this trial any more"))
                .isVisible();
        button(page, "Take it").click();
        assertThat(text(page)).hasValue(giving("78"));
    }

    /** A table that gives these priorities, a row each. */
    private static String giving(String... priorities) {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"Test\">\n"
                + "<decision name=\"Giving\"><decisionTable hitPolicy=\"FIRST\"><output name=\"priority\"/>\n"
                + "<rule><outputEntry><text>"
                + String.join("</text></outputEntry></rule>\n<rule><outputEntry><text>", priorities)
                + "</text></outputEntry></rule>\n</decisionTable></decision></definitions>\n";
    }
}
