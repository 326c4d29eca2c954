package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.orders.MemoryDesk;
import io.barograph.core.command.Command;
import io.barograph.core.labels.Labels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderCommandsTest {
  private final MemoryDesk desk = new MemoryDesk().withAlert("a-1");
  private final OrderDeskOption.Opener opener = (option, err) -> desk;
  private Instant now = Instant.parse("2026-01-02T08:00:00Z");
  private final InstantSource clock = () -> now;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @Test
  void addsASilenceThatHoldsInFiveSeconds() {
    assertThat(add("Down", "instance=~\"db.*\"", "--duration", "2h", "--comment", "disks"))
        .isZero();

    Command order = desk.given().get(0);
    assertThat(out.toString().strip()).as("for scripts").isEqualTo(order.id());
    assertThat(err.toString())
        .contains(
            "{alertname=\"Down\",instance=~\"db.*\"} is silent from 2026-01-02T08:00:05Z to"
                + " 2026-01-02T10:00:05Z");
    assertThat(order.time()).isEqualTo(now.toEpochMilli() + 5_000);
    assertThat(order.author()).isEqualTo(System.getProperty("user.name"));
    Labels database = labels("alertname", "Down", "instance", "db-7");
    assertThat(desk.silences().silencedBy(database, order.time())).containsExactly(order.id());
    assertThat(desk.silences().silencedBy(labels("alertname", "Down"), order.time())).isEmpty();
    assertThat(desk.silences().silencedBy(database, order.time() + 7_200_000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--duration 1h, 08:00:05, 09:00:05",
    "--until 2026-01-02T09:00:00Z, 08:00:05, 09:00:00",
    "--until +1h, 08:00:05, 09:00:00",
    "--start +30m --duration 1h, 08:30:00, 09:30:00",
    "--start 2026-01-02T09:00:00Z --until 2026-01-02T10:00:00Z, 09:00:00, 10:00:00",
    "--start 2026-01-02T07:00:00Z --duration 2h, 08:00:05, 10:00:05"
  })
  void startsAndEndsWhenItIsTold(String options, String from, String until) {
    assertThat(add(("Down --comment x " + options).split(" "))).isZero();
    assertThat(err.toString())
        .contains("from 2026-01-02T" + from + "Z to 2026-01-02T" + until + 'Z');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alertname=~.+ --duration 1h --comment x | 1 | or say --everything if that is meant",
        "alertname=~.* --duration 1h --comment x --everything | 1 | add one that an alert must have",
        "Down --until 2026-01-02T08:00:01Z --comment x | 2 | it would start at 2026-01-02T08:00:05Z",
        "Down --duration 1h | 2 | --comment is missing",
        "Down --duration 1h --until +2h --comment x | 2 | mutually exclusive",
        "Down --comment x | 2 | Missing required argument",
        "Down --duration 1h --comment x --every someday | 2 | --every \"someday\": must be a day of the week",
        "a=~( --duration 1h --comment x | 2 | missing",
        "Down --duration 1h --comment x --author= | 1 | author"
      })
  void saysWhatIsWrongWithASilence(String arguments, int status, String sentence) {
    assertThat(add(arguments.split(" "))).isEqualTo(status);
    assertThat(err.toString()).contains(sentence);
    assertThat(desk.given()).isEmpty();
  }

  @Test
  void addsAMaintenanceWindow() {
    assertThat(
            add(
                "host=db-1",
                "--every",
                "saturday 22:00-24:00 zone=Asia/Shanghai",
                "--every",
                "days=-1",
                "--until",
                "2026-02-01T00:00:00Z",
                "--comment",
                "backups"))
        .isZero();
    assertThat(err.toString())
        .contains(", each saturday 22:00-24:00 zone=Asia/Shanghai, and each days=-1");
    Labels host = labels("host", "db-1");
    Instant saturday = Instant.parse("2026-01-03T14:30:00Z");
    assertThat(desk.silences().silencedBy(host, saturday.toEpochMilli())).hasSize(1);
    assertThat(desk.silences().silencedBy(host, saturday.plusSeconds(7_200).toEpochMilli()))
        .isEmpty();

    list();
    assertThat(out.toString()).contains("backups (each saturday 22:00-24:00");
    list("--json");
    assertThat(out.toString())
        .contains("\"recurrence\":[\"saturday 22:00-24:00 zone=Asia/Shanghai\",\"days=-1\"]");
  }

  @Test
  void silencesEverythingIfThatIsMeant() {
    assertThat(add("alertname=~.+", "--everything", "--duration", "1h", "--comment", "x")).isZero();
    long then = now.toEpochMilli() + 5_000;
    assertThat(desk.silences().silencedBy(labels("alertname", "Any"), then)).hasSize(1);
  }

  @Test
  void listsWhatHoldsAndWillFirstWhatEndsFirst() {
    add("Long", "--duration", "9h", "--comment", "x", "--author", "li");
    add("Short", "--duration", "10m", "--comment", "two\nlines\u001b[31m", "--author", "li");
    add("Later", "--start", "+1h", "--duration", "1h", "--comment", "x", "--author", "wang");
    now = now.plusSeconds(60);

    assertThat(list()).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("ID +STATE +MATCHERS +FROM +UNTIL +AUTHOR +COMMENT");
    assertThat(lines.get(1))
        .contains("active   {alertname=\"Short\"}  2026-01-02T08:00:05Z  2026-01-02T08:10:05Z  li")
        .endsWith("two lines [31m");
    assertThat(lines.get(2)).contains("pending  {alertname=\"Later\"}", "wang");
    assertThat(lines.get(3)).contains("active   {alertname=\"Long\"}");

    now = now.plusSeconds(3_600);
    list();
    assertThat(out.toString()).doesNotContain("Short").contains("active  {alertname=\"Later\"}");
    list("--all");
    assertThat(out.toString()).contains("expired  {alertname=\"Short\"}");
    now = now.plusSeconds(432_000);
    list("--all");
    assertThat(out.toString()).doesNotContain("Short").contains("expired  {alertname=\"Long\"}");
    now = now.plusSeconds(432_000);
    list();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("no silence holds or will; --all shows those that ended");
  }

  @Test
  void tellsProgramsWhatAlertmanagerWould() throws Exception {
    add("a!~b.*", "c=d", "--duration", "10m", "--comment", "x", "--author", "li");
    now = now.plusSeconds(60);
    assertThat(list("--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("id").asText()).isEqualTo(desk.given().get(0).id());
    assertThat(json.at("/status/state").asText()).isEqualTo("active");
    assertThat(json.path("createdBy").asText()).isEqualTo("li");
    assertThat(json.path("endsAt").asText()).startsWith("2026-01-02T08:10:05");
    assertThat(json.at("/matchers/0").toString())
        .isEqualTo("{\"name\":\"a\",\"value\":\"b.*\",\"isRegex\":true,\"isEqual\":false}");
  }

  @Test
  void endsSilences() {
    add("One", "--duration", "1h", "--comment", "x");
    add("Two", "--duration", "1h", "--comment", "x");
    String one = desk.given().get(0).id();
    String two = desk.given().get(1).id();
    now = now.plusSeconds(600);

    assertThat(expire(one, "none")).isEqualTo(1);
    assertThat(err.toString()).contains("no silence has the id none", "'silences list --all'");
    assertThat(desk.given()).as("all or none").hasSize(2);

    assertThat(expire(one, one, two)).isZero();
    assertThat(out.toString().lines()).containsExactly(one + ": expired", two + ": expired");
    long then = now.toEpochMilli() + 5_000;
    assertThat(desk.silences().silencedBy(labels("alertname", "One"), then - 1)).hasSize(1);
    assertThat(desk.silences().silencedBy(labels("alertname", "One"), then)).isEmpty();

    assertThat(expire(one)).isZero();
    assertThat(out.toString()).contains(one + ": had expired before");
    assertThat(desk.given()).as("nothing is ordered twice").hasSize(4);
  }

  @Test
  void endsASilenceOfAMomentAgo() {
    add("One", "--duration", "1h", "--comment", "x");
    String one = desk.given().get(0).id();
    now = now.plusMillis(1);

    assertThat(expire(one)).isZero();
    assertThat(out.toString()).contains(one + ": expired");
    long then = now.toEpochMilli() + 5_000;
    assertThat(desk.silences().silencedBy(labels("alertname", "One"), then)).isEmpty();
  }

  @Test
  void acknowledgesAnAlertThatIsNotOver() {
    assertThat(ack("a-1", "--author", "li", "--comment", "on it")).isZero();
    assertThat(out.toString()).contains("a-1: acknowledged by li");
    Command order = desk.given().get(0);
    assertThat(order.kind()).isEqualTo(Command.Kind.ACK);
    assertThat(order.subject()).isEqualTo("a-1");
    assertThat(order.comment()).isEqualTo("on it");
    assertThat(order.time()).isEqualTo(now.toEpochMilli() + 5_000);

    assertThat(ack("a-2")).isEqualTo(1);
    assertThat(err.toString()).contains("no alert that is not over has the id a-2");
    assertThat(desk.given()).hasSize(1);
  }

  @Test
  void declaresAnAlertToBeOver() {
    assertThat(run(new AlertsResolveCommand(opener, clock), "a-1", "--author", "li")).isZero();
    assertThat(out.toString()).contains("a-1: resolved by li");
    assertThat(desk.given().get(0).kind()).isEqualTo(Command.Kind.RESOLVE);
    assertThat(desk.given().get(0).subject()).isEqualTo("a-1");
    assertThat(run(new AlertsResolveCommand(opener, clock), "a-2")).isEqualTo(1);
  }

  private static Labels labels(String... pairs) {
    Labels.Builder labels = Labels.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(pairs[i], pairs[i + 1]);
    }
    return labels.build();
  }

  private int add(String... arguments) {
    return run(new SilencesAddCommand(opener, clock), arguments);
  }

  private int list(String... arguments) {
    return run(new SilencesListCommand(opener, clock), arguments);
  }

  private int expire(String... arguments) {
    return run(new SilencesExpireCommand(opener, clock), arguments);
  }

  private int ack(String... arguments) {
    return run(new AlertsAckCommand(opener, clock), arguments);
  }

  private int run(Object command, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return BarographCommand.commandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
