package org.workgate.it.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.Testbed;

/** The Global Task List over HTTP, on the packaged server. */
@EitherBroker
@ExtendWith(SharedServer.class)
class ListingTasksIT {

    private final String series = UUID.randomUUID().toString().substring(0, 13);

    @Test
    void pages_lead_from_one_to_the_next_until_all_tasks_have_been_seen(Api api) {
        create(api, 25);

        List<JsonObject> seen = all(api, "tasks?q=" + series + "&sort=-priority&limit=10");

        assertThat(seen).extracting(task -> task.get("CaptureId").getAsString()).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(task -> task.get("priority").getAsInt())
                .isEqualTo(IntStream.range(0, 25).map(i -> 24 - i).boxed().toList());
        assertThat(seen.get(0).getAsJsonObject("Data").get("series").getAsString())
                .isEqualTo(series);
    }

    /** What stands for something else in addresses stands for itself in values. */
    @Test
    void pages_lead_on_past_values_that_mean_something_in_addresses(Api api) {
        List<String> captureIds = Stream.of("", "50%41", "50A", "a+b c&d", "{3F25}", "{3F26}")
                .map(end -> series + end)
                .toList();
        api.exchange(captureIds.stream()
                .map(id -> "<CreateTask><CaptureId>" + id.replace("&", "&amp;") + "</CaptureId></CreateTask>")
                .collect(Collectors.joining()));

        assertThat(all(api, "tasks?q=" + series + "&sort=CaptureId&limit=1"))
                .extracting(task -> task.get("CaptureId").getAsString())
                .containsExactlyInAnyOrderElementsOf(captureIds);
        assertThat(all(api, "tasks?captureId=" + series + "%7B3F25%7D&sort=CaptureId&limit=1"))
                .hasSize(1);
    }

    @Test
    @Tag("A73")
    void what_was_set_aside_is_listed_page_by_page_whatever_is_resubmitted_meanwhile(Api api, Testbed testbed) {
        testbed.clear("GTLBackout");
        testbed.put(
                "GTLBackout", IntStream.range(0, 5).mapToObj(i -> series + i).toList());
        String first = "capture-points/mq/backout?limit=2";
        assertThat(all(api, first))
                .extracting(message -> message.get("body").getAsString())
                .containsExactly(series + 0, series + 1, series + 2, series + 3, series + 4);

        JsonObject page = JsonParser.parseString(api.look(first).body()).getAsJsonObject();
        testbed.take("GTLBackout", 2, Duration.ofSeconds(5));
        assertThat(all(api, page.get("next").getAsString().replaceFirst("^/api/v1/", "")))
                .extracting(message -> message.get("body").getAsString())
                .containsExactly(series + 2, series + 3, series + 4);
        testbed.clear("GTLBackout");
        assertThat(api.look("capture-points/mq/backout?after=x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules",
                "rules/prioritization/versions",
                "users",
                "structure/versions",
                "capture-points/mq/backout",
                "capture-points/mq/unsent"
            })
    void every_list_says_that_it_has_no_next_page(String list, Api api) {
        JsonObject answer = JsonParser.parseString(api.look(list).body()).getAsJsonObject();

        assertThat(answer.get("items").isJsonArray()).isTrue();
        assertThat(answer.has("next")).isTrue();
        assertThat(answer.get("next").isJsonNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "priority=3, 1",
        "Priority=3&category=Order, 1",
        "category=Order, 5",
        "category=order, 0",
        "status=Queued, 5",
        "'status=Held,Queued', 5",
        "status=Completed, 0",
        "customerid=C3, 1",
        "Ext/customerID=C3, 1",
        "letter=L2, 1",
        "Data/LETTER=L2, 1",
        "capturePointId=mq, 5",
        "processId=ORDERS&contractId=SALES, 5",
        "Queue=&assignedToUser=, 5",
        "dueDateTime=2030-03-06T18:00:00%2B01:00, 5",
    })
    void any_attribute_narrows_the_list_by_its_name(String condition, int count, Api api) {
        create(api, 5);

        assertThat(all(api, "tasks?q=" + series + "&" + condition)).hasSize(count);
    }

    @Test
    void a_task_is_found_by_its_exact_capture_id(Api api) {
        create(api, 12);

        assertThat(all(api, "tasks?captureId=" + series + "-1"))
                .extracting(task -> task.get("CaptureId").getAsString())
                .containsExactly(series + "-1");
    }

    @Test
    @Tag("R203")
    @Tag("R206")
    void what_has_expired_and_is_final_is_listed_in_the_archive_only(Api api) {
        create(api, 3);
        api.exchange(IntStream.range(0, 2)
                .mapToObj(i -> "<UpdateTask><CaptureId>" + series + "-" + i + "</CaptureId>"
                        + "<expirationDateTime>2020-02-29T12:00:00</expirationDateTime></UpdateTask>"
                        + "<CompleteTask><CaptureId>" + series + "-" + i + "</CaptureId></CompleteTask>")
                .collect(Collectors.joining()));

        await().until(() -> all(api, "tasks?archived=true&q=" + series).size() == 2);

        assertThat(all(api, "tasks?archived=true&limit=1&q=" + series))
                .extracting(task -> task.get("CaptureId").getAsString())
                .containsExactly(series + "-1", series + "-0");
        assertThat(all(api, "tasks?archived=true&letter=L1&q=" + series))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.get("archived").getAsBoolean()).isTrue();
                    assertThat(api.history(task.get("BrokerId").getAsInt())).hasSize(3);
                });
        assertThat(all(api, "tasks?q=" + series)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=Open | The parameter status is \"Open\" | one of New, NewHeld",
                "priority=high | The parameter priority is \"high\" | a whole number",
                "dueDateTime=today | The parameter dueDateTime is \"today\" | a time such as",
                "dueDateTime=%2B999999-01-01T00:00:00Z | The parameter dueDateTime is \"+999999 | a time such as",
                "dueDateTime=-999999-01-01T00:00:00Z | The parameter dueDateTime is \"-999999 | a time such as",
                "sort=dueDateTime&after=5~%2B999999-01-01T00:00:00Z | The parameter after is \"5~+999999 | gave as"
                        + " next",
                "sort=color | The parameter sort is \"color\" | one of BrokerId",
                "limit=1001 | The parameter limit is \"1001\" | from 1 to 1000",
                "after=x | The parameter after is \"x\" | gave as next",
                "q=%00 | The parameter q has the character U+0000 at position 1 | leave it out",
                "category=a%00 | The parameter category has the character U+0000 at position 2 | leave it out",
                "Data/letter=%EF%BF%BE | The parameter Data/letter has the character U+FFFE | leave it out",
                "Data/%00=x | The name of a parameter has the character U+0000 | leave it out",
                "sort=CaptureId&after=5~%00 | The parameter after has the character U+0000 | leave it out",
                "category=a&category=b | The parameter category is \"a\", \"b\" | given once",
            })
    void what_cannot_be_a_condition_is_named(String parameters, String wrong, String right, Api api) {
        HttpResponse<String> answer = api.look("tasks?" + parameters);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(problem.get("code").getAsString()).isEqualTo("INVALID_FORMAT");
        assertThat(problem.get("detail").getAsString()).contains(wrong).contains(right);
    }

    private void create(Api api, int count) {
        api.exchange(IntStream.range(0, count)
                .mapToObj(i -> "<CreateTask><CaptureId>" + series + "-" + i + "</CaptureId><category>Order</category>"
                        + "<priority>" + i + "</priority><dueDateTime>2030-03-06T17:00:00</dueDateTime>"
                        + "<Ext><customerID>C" + i + "</customerID></Ext>"
                        + "<Data><Letter>L" + i + "</Letter><series>" + series + "</series></Data></CreateTask>")
                .collect(Collectors.joining()));
    }

    private static List<JsonObject> all(Api api, String first) {
        var items = new ArrayList<JsonObject>();
        String page = first;
        while (page != null) {
            HttpResponse<String> answer = api.look(page);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonObject list = JsonParser.parseString(answer.body()).getAsJsonObject();
            list.getAsJsonArray("items").forEach(item -> items.add(item.getAsJsonObject()));
            JsonElement next = list.get("next");
            page = next.isJsonNull() ? null : next.getAsString().replaceFirst("^/api/v1/", "");
        }
        return items;
    }
}
