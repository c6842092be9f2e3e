package org.workgate.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** What operators do with tasks in the browser. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingIT {

    private final Api api;
    private final Chromium chromium;

    OperatingIT(WorkgateServer server, Api api) {
        this.api = api;
        chromium = new Chromium(server);
    }

    @BeforeAll
    void warm_up() {
        chromium.admin(1280);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @AfterEach
    void nothing_was_complained_of() {
        assertThat(chromium.complaints()).isEmpty();
    }

    /** Tasks whose CaptureIds begin with the same text, which is returned. */
    private String tasks(int count) {
        String series = "op-" + UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < count; i++) {
            api.exchange("<CreateTask><CaptureId>" + series + "-" + i
                    + "</CaptureId><priority>7</priority><category>Order</category>"
                    + "<Data><region>EMEA</region><note>one\ntwo</note></Data></CreateTask>");
        }
        return series;
    }

    private Page list(String series) {
        Page page = chromium.admin(1280);
        page.navigate("tasks?q=" + series);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    @Test
    void several_tasks_are_held_at_once() {
        String series = tasks(3);
        long before = api.lastSequence();
        Page page = list(series);
        assertThat(button(page, "Hold")).isDisabled();

        row(page, series + "-0").getByRole(AriaRole.CHECKBOX).check();
        row(page, series + "-2").getByRole(AriaRole.CHECKBOX).check();
        assertThat(page.getByText("2 selected:")).isVisible();
        button(page, "Hold").click();

        assertThat(page).hasTitle("Hold tasks · Workgate");
        page.getByLabel("Reason").fill("waiting for\u0001papers");
        button(page, "Hold 2 tasks").click();
        assertThat(page.getByLabel("Reason")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("Reason")).hasAccessibleDescription(Pattern.compile(".*U\\+0001.*"));
        page.getByLabel("Reason").fill("waiting for papers");
        button(page, "Hold 2 tasks").click();

        assertThat(page.getByRole(AriaRole.STATUS).first()).hasText("2 tasks held.");
        page.navigate("tasks?q=" + series);
        assertThat(row(page, series + "-0")).containsText("Held");
        assertThat(row(page, series + "-1")).containsText("Queued");
        assertThat(row(page, series + "-2")).containsText("Held");
        List<Reply> told = told(series, before);
        assertThat(told).extracting(Reply::type).containsExactly("TaskHeld", "TaskHeld");
        assertThat(told).allSatisfy(reply -> {
            assertThat(reply.value("Actor")).isEqualTo("admin");
            assertThat(reply.value("Reason")).isEqualTo("waiting for papers");
        });
    }

    @Test
    void what_is_not_possible_is_told_before_and_after_and_hinders_nobody() {
        String series = tasks(2);
        api.exchange("<CompleteTask><CaptureId>" + series + "-0</CaptureId></CompleteTask>");
        Page page = list(series);
        page.getByLabel("Select all tasks of this page").check();
        button(page, "Cancel").click();

        assertThat(page.getByText("This cannot be undone.")).isVisible();
        assertThat(page.getByText("1 of them will be refused, because of the status."))
                .isVisible();
        button(page, "Cancel 2 tasks").click();

        assertThat(page.getByRole(AriaRole.ALERT)).hasText("1 done, 1 refused.");
        assertThat(row(page, series + "-0")).containsText("cannot be canceled: its status is Completed");
        assertThat(row(page, series + "-1")).containsText("Done");
    }

    @Test
    void a_task_is_operated_from_its_own_page_by_what_its_status_allows() {
        String series = tasks(1);
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();
        Locator operations = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("This task"));
        assertThat(operations.getByRole(AriaRole.LINK))
                .hasText(new String[] {"Edit", "Hold", "Restart", "Complete", "Cancel"});

        operations.getByText("Hold").click();
        button(page, "Hold this task").click();

        assertThat(page.getByText("1 task held.")).isVisible();
        assertThat(page.locator("header .status")).hasText("Held");
        assertThat(operations.getByRole(AriaRole.LINK))
                .hasText(new String[] {"Edit", "Resume", "Restart", "Complete", "Cancel"});
        assertThat(row(page, "TaskHeld")).containsText("Console");
    }

    @ParameterizedTest
    @CsvSource({
        "R153 R204, Ping, Hold, TaskHeld",
        "R166 R204 A19, HoldTask, Resume, TaskResumed",
        "R204, Ping, Restart, TaskRestarted",
        "R180 R204, Ping, Cancel, TaskCanceled"
    })
    void what_is_done_in_the_console_is_told_to_the_originating_system(
            String proves, String first, String operation, String notification) {
        String series = tasks(1);
        api.exchange("<" + first + "><CaptureId>" + series + "-0</CaptureId></" + first + ">");
        long before = api.lastSequence();
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();

        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("This task"))
                .getByText(operation)
                .click();
        button(page, operation + " this task").click();

        assertThat(page.getByText(Pattern.compile("^1 task \\w+\\.$"))).isVisible();
        assertThat(told(series, before)).extracting(Reply::type).containsExactly(notification);
    }

    private List<Reply> told(String series, long after) {
        return api.notifications(after).stream()
                .filter(reply -> reply.body().contains(series))
                .toList();
    }

    @Test
    @Tag("R134")
    @Tag("R204")
    void an_edited_task_shows_what_was_changed() {
        String series = tasks(1);
        long before = api.lastSequence();
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();
        page.getByText("Edit", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasTitle(Pattern.compile("Edit task \\d+ · Workgate"));
        assertThat(page.getByLabel("note", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("onetwo");

        page.getByLabel("Priority priority").fill("80");
        page.getByLabel("Category category").fill("");
        page.getByLabel("Due dueDateTime").fill("2030-03-06T17:00");
        page.getByLabel("Customer customerID").fill("C-1");
        page.getByLabel("region").fill("APAC");
        page.getByLabel("New custom attribute: name").first().fill("color");
        page.getByLabel("its value").first().fill("red");
        page.getByLabel("Reason").fill("Frau Müller rief an 😀");
        button(page, "Save").click();

        assertThat(page.getByText("1 task updated.")).isVisible();
        Locator updated = row(page, "TaskUpdated");
        for (String part : List.of(
                "priority",
                "80",
                "category",
                "Order",
                "dueDateTime",
                "Ext/customerID",
                "Data/region",
                "EMEA",
                "APAC",
                "Data/color",
                "Frau Müller rief an 😀")) {
            assertThat(updated).containsText(part);
        }
        assertThat(updated).not().containsText("Data/note");
        assertThat(page.locator("dl > div")
                        .filter(new Locator.FilterOptions().setHasText("Due dueDateTime"))
                        .locator("dd"))
                .hasText("2030-03-06 17:00:00 UTC");
        assertThat(told(series, before)).extracting(Reply::type).containsExactly("TaskUpdated");
    }

    @Test
    void an_edit_that_cannot_be_saved_marks_the_field_and_keeps_what_was_typed() {
        String series = tasks(1);
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();
        page.getByText("Edit", new Page.GetByTextOptions().setExact(true)).click();

        page.getByLabel("Priority priority").fill("high");
        page.getByLabel("Category category").fill("Claim");
        page.getByLabel("its value").first().fill("red");
        button(page, "Save").click();

        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Nothing was saved yet: look at the fields marked below.");
        assertThat(page.getByText("priority must be a whole number")).isVisible();
        assertThat(page.getByText("A new custom attribute needs a name")).isVisible();
        assertThat(page.getByLabel("Priority priority")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("Priority priority"))
                .hasAccessibleDescription(Pattern.compile("priority must be a whole number.*"));
        assertThat(page.getByLabel("Due dueDateTime")).hasAccessibleName("Due dueDateTime (UTC)");
        assertThat(page.getByLabel("Due at source sourceDueDateTime"))
                .hasAccessibleName("Due at source sourceDueDateTime (UTC)");
        assertThat(page.getByLabel("Category category")).hasValue("Claim");

        page.getByLabel("Priority priority").fill("9");
        page.getByLabel("its value").first().fill("");
        button(page, "Save").click();
        assertThat(page.getByText("1 task updated.")).isVisible();
    }

    @Test
    void an_edit_does_not_overwrite_what_somebody_else_has_changed_meanwhile() {
        String series = tasks(1);
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();
        page.getByText("Edit", new Page.GetByTextOptions().setExact(true)).click();
        api.exchange("<UpdateTask><CaptureId>" + series + "-0</CaptureId><priority>50</priority></UpdateTask>");

        page.getByLabel("Priority priority").fill("9");
        page.getByLabel("Category category").fill("Claim");
        button(page, "Save").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Somebody else has changed this task meanwhile");
        assertThat(page).hasTitle(Pattern.compile("Error: Edit task \\d+ · Workgate"));
        assertThat(page.getByRole(AriaRole.ALERT)).isFocused();
        Locator priority = page.getByLabel("Priority priority");
        assertThat(priority).hasValue("9");
        assertThat(priority).hasAttribute("aria-invalid", "true");
        assertThat(priority).hasAccessibleDescription("now: 50");
        assertThat(page.getByLabel("Category category")).hasValue("Claim");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots/edit-conflict.png")));
        page.getByText("Change nothing").click();
        assertThat(attribute(page, "priority")).hasText("50");
        assertThat(attribute(page, "Category")).hasText("Order");
    }

    @Test
    void an_edit_replaces_knowingly_what_somebody_else_has_changed() {
        String series = tasks(1);
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();
        page.getByText("Edit", new Page.GetByTextOptions().setExact(true)).click();
        api.exchange("<UpdateTask><CaptureId>" + series + "-0</CaptureId><priority>50</priority>"
                + "<Data><region>APAC</region></Data></UpdateTask>");
        page.getByLabel("Priority priority").fill("9");
        button(page, "Save").click();
        assertThat(page.getByText("now: 50")).isVisible();
        assertThat(page.getByLabel("region")).hasValue("APAC");

        button(page, "Save").click();

        assertThat(page.getByText("1 task updated.")).isVisible();
        assertThat(attribute(page, "priority")).hasText("9");
        assertThat(attribute(page, "region")).hasText("APAC");
    }

    /** As the services do every few minutes to a task that waits. */
    @Test
    void an_edit_goes_with_changes_of_what_it_does_not_touch() {
        String series = tasks(1);
        Page page = list(series);
        row(page, series).getByRole(AriaRole.LINK).click();
        page.getByText("Edit", new Page.GetByTextOptions().setExact(true)).click();
        api.exchange("<UpdateTask><CaptureId>" + series + "-0</CaptureId>"
                + "<Ext><customerSegment>Gold</customerSegment></Ext></UpdateTask>");

        page.getByLabel("Category category").fill("Claim");
        button(page, "Save").click();

        assertThat(page.getByText("1 task updated.")).isVisible();
        assertThat(attribute(page, "Category")).hasText("Claim");
        assertThat(attribute(page, "customerSegment")).hasText("Gold");
    }

    private static Locator attribute(Page page, String name) {
        return page.locator("dl > div")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("dd");
    }

    @Test
    void what_has_another_status_than_was_shown_is_not_operated_before_it_is_asked_again() {
        String series = tasks(2);
        Page page = list(series);
        page.getByLabel("Select all tasks of this page").check();
        button(page, "Cancel").click();
        api.exchange("<HoldTask><CaptureId>" + series + "-0</CaptureId></HoldTask>");
        api.exchange("<UpdateTask><CaptureId>" + series + "-1</CaptureId><priority>8</priority></UpdateTask>");

        button(page, "Cancel 2 tasks").click();

        assertThat(page.getByRole(AriaRole.ALERT).first()).hasText("1 done, 1 changed meanwhile.");
        assertThat(page).hasTitle("Error: Cancel tasks · Workgate");
        assertThat(row(page, series + "-0")).containsText("Not tried: is Held by now");
        assertThat(row(page, series + "-1")).containsText("Done");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots/operate-changed.png")));
        button(page, "Cancel 1 task").click();
        assertThat(page.getByText("2 tasks canceled.")).isVisible();
    }

    @Test
    void an_operation_leads_back_to_the_list_as_it_was_narrowed() {
        String series = tasks(2);
        Page page = chromium.admin(1280);
        page.navigate("tasks?show=&status=Queued&q=" + series);
        row(page, series + "-0").getByRole(AriaRole.CHECKBOX).check();
        button(page, "Hold").click();
        assertThat(page.getByText("Do nothing")).hasAttribute("href", "/tasks?status=Queued&q=" + series);

        button(page, "Hold this task").click();

        assertThat(page).hasURL(Pattern.compile(".*/tasks\\?status=Queued&q=" + series + "&done=hold&count=1"));
        assertThat(page).hasTitle("1 task held. Global Task List · Workgate");
        assertThat(page.getByText("1 task held.")).isFocused();
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    void of_a_long_message_that_was_set_aside_the_beginning_is_shown(Testbed testbed) {
        String captureId = "longer" + UUID.randomUUID();
        testbed.put("GTLBackout", List.of(captureId + "ü".repeat(3000)));
        Page page = chromium.admin(1280);
        page.navigate("backout");

        assertThat(row(page, captureId)).containsText((captureId.length() + 6000 - 4096) + " bytes more");
        assertThat(row(page, captureId).locator("pre"))
                .hasText(captureId + "ü".repeat((4096 - captureId.length()) / 2));
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/backout.png")));
        testbed.clear("GTLBackout");
    }

    @Test
    @Tag("A73")
    void a_message_that_was_set_aside_is_shown_and_resubmitted(Testbed testbed) {
        String captureId = "aside-" + UUID.randomUUID();
        testbed.put(
                "GTLBackout",
                List.of("<GTLMessages><CreateTask><CaptureId>" + captureId
                        + "</CaptureId></CreateTask></GTLMessages>"));
        Page page = chromium.admin(1280);
        page.getByText("Set aside", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasTitle("Set aside · Workgate");
        assertThat(row(page, captureId)).containsText("<CreateTask>");

        row(page, captureId).getByRole(AriaRole.BUTTON).click();

        assertThat(page.getByText("1 message resubmitted.")).isVisible();
        assertThat(row(page, captureId)).hasCount(0);
        await().until(() ->
                api.notifications().stream().anyMatch(reply -> reply.body().contains(captureId)));
    }

    @Test
    void a_message_is_not_offered_to_who_may_resubmit_those_of_another_capture_point_only(Testbed testbed) {
        String captureId = "aside-" + UUID.randomUUID();
        String name = "reader-" + UUID.randomUUID();
        testbed.put("GTLBackout", List.of(captureId));
        HttpResponse<String> made = api.request(
                "POST",
                "users",
                "{\"name\": \"" + name + "\", \"password\": \"" + WorkgateServer.ADMIN_PASSWORD
                        + "\", \"roles\": [\"auditor\", \"integrator:crm\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        Page reader = chromium.signedIn(name, 1280);
        reader.navigate("backout");
        assertThat(row(reader, captureId)).isVisible();
        assertThat(row(reader, captureId).getByRole(AriaRole.BUTTON)).hasCount(0);

        api.request("DELETE", "users/" + name, "");
        testbed.clear("GTLBackout");
    }

    @Test
    void tasks_are_held_without_a_mouse() {
        String series = tasks(1);
        Page page = list(series);
        tabTo(page, row(page, series).getByRole(AriaRole.CHECKBOX));
        page.keyboard().press("Space");
        button(page, "Hold").focus();
        page.keyboard().press("Enter");
        assertThat(page).hasTitle("Hold a task · Workgate");
        tabTo(page, page.getByLabel("Reason"));
        page.keyboard().type("lunch");
        page.keyboard().press("Enter");

        assertThat(page.getByText("1 task held.")).isVisible();
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
}
