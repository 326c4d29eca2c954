package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.service.Request;
import io.barograph.core.service.UserEvent;
import io.barograph.core.service.UserEvent.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceReadersTest {
  private static final long TIME = 1_704_067_200_000L;
  private static final String REQUEST =
      """
      {"service":"desk","endpoint":"/orders/{id}?deep=1","method":"get","status":503,\
      "duration_ms":12.5,"request_bytes":10,"response_bytes":2000,"user":"ann",\
      "time":1704067200000,"time_epoch":1,"id":"r-1","symbol":"BTCUSD"}
      """;
  private static final String EVENT =
      """
      {"service":"desk","user":"ann","feature":"charts","event":"other","funnel":"sign-up",\
      "step":2,"outcome":"OK","waited_ms":800,"time":1704067200000,"time_epoch":1,"id":"e-1"}
      """;

  private final List<String> refused = new ArrayList<>();

  @Test
  void readsARequestAsItsSchemaHasIt() throws IOException {
    assertThat(read(new RequestReader(), REQUEST))
        .containsExactly(
            new Request("desk", "/orders/{id}", "GET", 503, 0.0125, 10, 2_000, "ann", TIME, "r-1")
                .on("BTCUSD"));
    assertThat(
            read(
                new RequestReader(),
                "service,endpoint,status,duration_ms,time_epoch,id\ndesk,/a,0,3000,1704067200,7\n"))
        .containsExactly(new Request("desk", "/a", "", 0, 3, -1, -1, "", TIME, "7"));
    assertThat(refused).isEmpty();
  }

  @Test
  void readsAnEventAsItsSchemaHasIt() throws IOException {
    assertThat(read(new UserEventReader(), EVENT))
        .containsExactly(
            new UserEvent("desk", "ann", "charts", "sign-up", 2, Outcome.OK, 0.8, TIME, "e-1"));
    assertThat(
            read(
                new UserEventReader(),
                """
                {"service":"desk","user":"ann","event":"login","time":"2024-01-01T00:00:00Z","id":"e"}
                """))
        .containsExactly(
            new UserEvent("desk", "ann", "login", "", 0, Outcome.UNKNOWN, Double.NaN, TIME, "e"));
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503  | 99   | status: must be 100 to 599, or 0 if there was no answer, was "99"
          503  | 600  | status: must be 100 to 599, or 0 if there was no answer, was "600"
          12.5 | -1   | duration_ms: must be >= 0, was "-1"
          :2000 | :-5 | response_bytes: must be >= 0, was "-5"
          :2000 | :1.5 | response_bytes: must be a whole number, was "1.5"
          "id" | "no" | id: must be given
          """)
  void aFaultInARequestNamesItsField(String part, String instead, String told) throws IOException {
    assertThat(read(new RequestReader(), REQUEST.replace(part, instead))).isEmpty();
    assertThat(refused).containsExactly(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "step":2 | "step":0  | step: must be 1 to 8, was "0"
          "step":2 | "step":9  | step: must be 1 to 8, was "9"
          "step":2 | "stop":2  | step: must be given
          "OK"     | "maybe"   | outcome: must be ok or failed, was "maybe"
          800      | -1        | waited_ms: must be >= 0, was "-1"
          "user"   | "nobody"  | user: must be given
          """)
  void aFaultInAnEventNamesItsField(String part, String instead, String told) throws IOException {
    assertThat(read(new UserEventReader(), EVENT.replace(part, instead))).isEmpty();
    assertThat(refused).containsExactly(told);
  }

  @Test
  void textsThatBecomeLabelsAreShort() throws IOException {
    assertThat(read(new RequestReader(), REQUEST.replace("/orders", "/" + "o".repeat(256))))
        .isEmpty();
    assertThat(read(new UserEventReader(), EVENT.replace("charts", "c".repeat(129)))).isEmpty();
    assertThat(refused)
        .hasSize(2)
        .anySatisfy(told -> assertThat(told).contains("endpoint").contains("256"))
        .anySatisfy(told -> assertThat(told).contains("feature").contains("128"));
  }

  @Test
  void theSchemasNameWhatIsRead() throws IOException {
    assertThat(properties("request")).isEqualTo(fields(REQUEST));
    assertThat(properties("user-event")).isEqualTo(fields(EVENT));
  }

  private static Set<String> properties(String schema) throws IOException {
    Path file = Path.of("..", "docs", "schemas", schema + ".schema.json");
    try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("properties");
        parser.nextToken();
        if (found) {
          return fields(parser);
        }
        parser.skipChildren();
      }
    }
    throw new AssertionError(schema + " has no properties");
  }

  private static Set<String> fields(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return fields(parser);
    }
  }

  private static Set<String> fields(JsonParser parser) throws IOException {
    Set<String> names = new TreeSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      parser.skipChildren();
    }
    return names;
  }

  private <R> List<R> read(RecordReader<R> reader, String text) throws IOException {
    List<R> records = new ArrayList<>();
    RecordFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        reader,
        new RecordFile.Rows<R>() {
          @Override
          public void record(long line, R record) {
            records.add(record);
          }

          @Override
          public void refused(long line, String why) {
            refused.add(why);
          }
        });
    return records;
  }
}
