package org.workgate.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.WorkgateServer;

/** The console as people use it, in a browser against the packaged server. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final int WIDE = 1280;
    private static final int NARROW = 400;

    /** CaptureIds of this run begin with it, since other tests share the server. */
    private final String run = "console-" + UUID.randomUUID().toString().substring(0, 8);

    private Chromium chromium;
    private int urgent;

    @BeforeAll
    void begin_with_sixty_tasks(WorkgateServer server, Api api) {
        var operations = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            operations.append("<CreateTask><CaptureId>%s-%02d</CaptureId><priority>%d</priority>".formatted(run, i, i));
            operations.append("<category>Order</category><Ext><customerID>C-17</customerID></Ext>");
            operations.append("<Data><Letter>K &lt; 18</Letter></Data><Hold>true</Hold></CreateTask>");
        }
        urgent = Integer.parseInt(api.exchange(operations.toString()).get(59).value("BrokerId"));
        chromium = new Chromium(server);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @AfterEach
    void nothing_was_complained_of() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private Page list(int width) {
        Page page = chromium.admin(width);
        page.navigate("tasks?q=" + run);
        return page;
    }

    private static Locator header(Page page, String name) {
        return page.getByRole(AriaRole.COLUMNHEADER)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + name)));
    }

    @Test
    void a_wrong_password_is_told_and_the_right_one_leads_to_the_page_that_was_asked_for() {
        Page page = chromium.stranger(WIDE);
        page.navigate("tasks?q=" + run);
        assertThat(page).hasTitle("Sign in · Workgate");
        assertThat(page.getByLabel("User name")).isFocused();

        page.keyboard().type("admin");
        page.keyboard().press("Tab");
        page.keyboard().type("wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("User name or password is wrong.");

        page.keyboard().type("admin");
        page.keyboard().press("Tab");
        page.keyboard().type(WorkgateServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasTitle("Global Task List · Workgate");
        assertThat(page).hasURL(Pattern.compile(".*/tasks\\?q=" + run));
    }

    @Test
    void signing_in_does_not_lead_to_another_server() {
        Page page = chromium.stranger(WIDE);
        page.navigate("sign-in?from=//evil.example/");

        page.getByLabel("User name").fill("admin");
        page.getByLabel("Password").fill(WorkgateServer.ADMIN_PASSWORD);
        page.getByRole(AriaRole.BUTTON).click();

        assertThat(page).hasURL(Pattern.compile("http://127.0.0.1:\\d+/tasks"));
    }

    @Test
    void after_signing_out_nothing_is_shown_any_more() {
        Page page = list(WIDE);
        page.getByText("Sign out").click();
        assertThat(page).hasTitle("Sign in · Workgate");

        page.goBack();

        assertThat(page).hasTitle("Sign in · Workgate");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Your session has ended. Sign in to continue.");
    }

    @Test
    void the_list_is_sorted_and_paged_and_keeps_its_place_while_a_task_is_looked_at() {
        Page page = list(WIDE);
        Locator rows = page.locator("tbody tr");
        assertThat(page.getByText("60 tasks")).isVisible();
        assertThat(rows).hasCount(25);
        assertThat(rows.first()).containsText(Integer.toString(urgent));

        header(page, "Priority").click();
        assertThat(header(page, "Priority")).hasAttribute("aria-sort", "ascending");
        assertThat(rows.first()).containsText(run + "-00");
        page.getByLabel("Next Page").click();
        assertThat(page.getByText("26–50 of 60")).isVisible();
        assertThat(rows.first()).containsText(run + "-25");

        rows.first().getByRole(AriaRole.LINK).click();
        assertThat(page).hasTitle(Pattern.compile("Task \\d+ · Workgate"));
        page.goBack();
        assertThat(rows.first()).containsText(run + "-25");
    }

    @Test
    void a_search_begins_with_its_first_page() {
        Page page = list(WIDE);
        page.getByLabel("Next Page").click();
        assertThat(page.getByText("26–50 of 60")).isVisible();

        page.getByLabel("Status", new Page.GetByLabelOptions().setExact(true)).selectOption("New, held");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                .click();

        assertThat(page.getByText("1–25 of 60")).isVisible();
        assertThat(page.locator("tbody tr").first()).containsText(Integer.toString(urgent));
    }

    /** Who hears the list is told of it in a place that stays while its rows come and go. */
    @Test
    void the_count_is_told_anew_with_each_page_and_ticks_stay(Api api) {
        String create = "<CreateTask><CaptureId>counted-" + run + "-%02d</CaptureId></CreateTask>";
        api.exchange(IntStream.range(0, 26).mapToObj(create::formatted).collect(Collectors.joining()));
        Page page = list(WIDE);
        page.navigate("tasks?q=counted-" + run);
        Locator told = page.locator("[role=status]").filter(new Locator.FilterOptions().setHasText("as of"));
        ElementHandle place = told.elementHandle();
        Locator ticks = page.locator("tbody").getByRole(AriaRole.CHECKBOX);
        assertThat(told).containsText("26 tasks");
        ticks.first().check();
        assertThat(page.locator("[data-selected]")).hasAttribute("role", "status");

        api.exchange(create.formatted(26));
        page.getByLabel("Next Page").click();
        assertThat(told).containsText("27 tasks");
        assertThat(page.locator("[data-selected]")).hasText("1 selected:");
        ticks.first().check();
        assertThat(page.locator("[data-selected]")).hasText("2 selected:");

        api.exchange(create.formatted(27));
        header(page, "Priority").click();
        assertThat(told).containsText("28 tasks");
        assertThat(page.locator("[data-selected]")).hasText("2 selected:");

        api.exchange(create.formatted(28));
        page.getByText("Refresh").click();
        assertThat(told).containsText("29 tasks");
        assertThat((Boolean) place.evaluate("element => element.isConnected")).isTrue();
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/list.png")));

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Hold").setExact(true))
                .click();
        assertThat(page).hasTitle("Hold tasks · Workgate");
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/operate.png")));
    }

    @Test
    void a_search_is_narrowed_by_status_and_says_when_nothing_matches() {
        Page page = list(WIDE);
        page.getByLabel("Status", new Page.GetByLabelOptions().setExact(true)).selectOption("New, held");
        page.getByLabel("CaptureId begins with").fill(run + "-4");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                .click();
        assertThat(page.getByText("10 tasks")).isVisible();

        page.getByLabel("Status", new Page.GetByLabelOptions().setExact(true)).selectOption("Completed");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                .click();
        assertThat(page.getByText("No task matches")).isVisible();

        page.navigate("tasks?q=" + run + "%00");
        assertThat(page.getByText("No task matches")).isVisible();

        page.navigate("tasks?q=" + urgent);
        assertThat(page.locator("tbody tr a").first()).hasText(Integer.toString(urgent));
    }

    @Test
    void a_new_task_appears_with_the_next_refresh(Api api) {
        Page page = list(WIDE);
        page.navigate("tasks?q=fresh-" + run);
        assertThat(page.getByText("No task matches")).isVisible();

        api.exchange("<CreateTask><CaptureId>fresh-" + run + "</CaptureId></CreateTask>");
        page.getByText("Refresh").click();

        assertThat(page.locator("tbody")).containsText("fresh-" + run);
    }

    @Test
    void a_task_is_shown_with_every_attribute_and_its_history() {
        Page page = chromium.admin(WIDE);
        page.navigate("task?id=" + urgent);

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Task " + run + "-59");
        assertThat(page.locator("header .status")).hasText("New, held");
        assertThat(page.locator("dl > div")
                        .filter(new Locator.FilterOptions().setHasText("priority"))
                        .locator("dd"))
                .hasText("59");
        assertThat(page.locator("dl > div")
                        .filter(new Locator.FilterOptions().setHasText("customerID"))
                        .locator("dd"))
                .hasText("C-17");
        assertThat(page.locator("dl > div")
                        .filter(new Locator.FilterOptions().setHasText("Letter"))
                        .locator("dd"))
                .hasText("K < 18");
        assertThat(page.locator("dl > div")).hasCount(5 + 23 + 11 + 1);
        Locator created = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("TaskCreated"));
        assertThat(created).containsText("MQ Capture Point");
        assertThat(created.locator("time")).hasText(Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"));
    }

    @Test
    void the_history_tells_which_rules_made_a_task_what_it_is(Api api) {
        String brokerId = api.exchange(
                        "<CreateTask><CaptureId>ruled-" + run + "</CaptureId><category>Order</category></CreateTask>")
                .get(0)
                .value("BrokerId");
        Page page = chromium.admin(WIDE);
        page.navigate("task?id=" + brokerId);

        assertThat(page.locator("header .status")).hasText("Queued");
        Locator classified =
                page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("TaskClassified"));
        assertThat(classified).containsText("Captured");
        assertThat(classified).containsText("Classification Service");
        Locator fired = classified.locator("li").filter(new Locator.FilterOptions().setHasText("version 1"));
        assertThat(fired).isHidden();

        classified.getByText("Rules that fired").click();

        assertThat(fired).isVisible();
        assertThat(fired).containsText("row 1 “Orders”: process ORDERS");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("TaskPrioritized")))
                .containsText("Prioritization Service");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots/rules-that-fired.png")));
    }

    @Test
    void the_list_can_be_used_without_a_mouse() {
        Page page = list(WIDE);
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.MAIN)).isFocused();

        tabTo(page, header(page, "Priority"));
        page.keyboard().press("Enter");
        assertThat(header(page, "Priority")).hasAttribute("aria-sort", "ascending");

        Locator link = page.locator("tbody tr a").first();
        tabTo(page, link);
        assertThat((String) link.evaluate("element => getComputedStyle(element).outlineStyle"))
                .isEqualTo("solid");
        page.keyboard().press("Enter");
        assertThat(page).hasTitle(Pattern.compile("Task \\d+ · Workgate"));
    }

    private static void tabTo(Page page, Locator target) {
        for (int i = 0; i < 40; i++) {
            if ((Boolean) target.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Not reached with the tabulator: " + target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sign-in",
                "tasks",
                "tasks?q=nothing-matches-this",
                "task?id=",
                "edit?id=",
                "operate?operation=hold&id=",
                "desk",
                "structure",
                "restructure",
                "rules",
                "table?of=prioritization",
                "revise?of=prioritization",
                "nowhere"
            })
    void every_page_tells_assistive_technology_what_it_is_made_of(String path) {
        Page page = path.equals("sign-in") ? chromium.stranger(WIDE) : chromium.admin(WIDE);
        page.navigate(path.endsWith("id=") ? path + urgent : path);
        page.waitForFunction("() => document.readyState === 'complete'");

        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page).hasTitle(Pattern.compile(".+ · Workgate"));
        assertThat(page.getByRole(AriaRole.MAIN)).hasCount(1);
        assertThat(page.getByRole(AriaRole.BANNER)).hasCount(1);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasCount(1);
        assertThat(offenders(
                        page,
                        "input:not([type=hidden]):not([type=submit]), select, textarea",
                        "e => e.labels.length === 0 && !e.ariaLabel"))
                .isEmpty();
        assertThat(offenders(
                        page,
                        "a, button",
                        "e => !(e.getAttribute('aria-label') || e.textContent || e.title || '').trim()"))
                .isEmpty();
        assertThat(offenders(page, "th", "e => !e.hasAttribute('scope')")).isEmpty();
        assertThat(offenders(page, "img", "e => !e.hasAttribute('alt')")).isEmpty();
        assertThat(offenders(page, "svg", "e => e.getAttribute('aria-hidden') !== 'true'"))
                .isEmpty();
        assertThat(offenders(page, "[id]", "e => document.querySelectorAll('#' + CSS.escape(e.id)).length > 1"))
                .isEmpty();
    }

    /** The elements to which this applies, as HTML. */
    @SuppressWarnings("unchecked")
    private static List<String> offenders(Page page, String selector, String offends) {
        return (List<String>) page.locator(selector)
                .evaluateAll("elements => elements.filter(" + offends + ").map(e => e.outerHTML.slice(0, 200))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sign-in",
                "tasks",
                "task?id=",
                "edit?id=",
                "operate?operation=hold&id=",
                "backout",
                "desk",
                "structure",
                "restructure",
                "rules",
                "table?of=prioritization",
                "revise?of=prioritization",
                "nowhere"
            })
    void no_page_is_wider_than_a_telephone(String path) {
        Page page = path.equals("sign-in") ? chromium.stranger(NARROW) : chromium.admin(NARROW);
        page.navigate(path.endsWith("id=") ? path + urgent : path);

        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(NARROW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task?id=2147483647",
                "task?id=x",
                "task",
                "edit?id=2147483647",
                "operate?operation=x",
                "structure?version=999999",
                "restructure?version=x",
                "table",
                "table?of=prioritization.process.NONE",
                "table?of=prioritization&version=999999",
                "revise?of=routing",
                "revise?of=prioritization&version=999999",
                "nowhere"
            })
    void what_does_not_exist_is_answered_with_a_page_that_leads_on(String path) {
        Page page = chromium.admin(WIDE);

        Response response = page.navigate(path);

        assertThat(response.status()).isEqualTo(404);
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Not found");
        page.getByText("Search the Global Task List").click();
        assertThat(page).hasTitle("Global Task List · Workgate");
    }

    @Test
    void a_page_that_was_left_open_for_too_many_others_says_so() {
        Page page = list(WIDE);
        for (int i = 0; i < 25; i++) {
            page.context().request().get("tasks");
        }

        page.getByText("Refresh").click();

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("This page has expired");
    }
}
