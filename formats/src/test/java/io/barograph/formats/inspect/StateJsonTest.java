package io.barograph.formats.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.SeenSample;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions about the state of a job and their answers as JSON. */
public class StateJsonTest {
  private static final long NEVER = AlertState.NEVER;
  private static final long TIME = 1_760_000_000_000L;
  private static final Owner OWNER = new Owner("desk", "g", "High", "3");
  private static final Labels SERIES = Labels.of("__name__", "load", "host", "価格\"");
  private static final List<SeenSample> SAMPLES =
      List.of(
          new SeenSample(TIME, Double.NaN, true),
          new SeenSample(TIME - 1, 0.1, false),
          new SeenSample(TIME - 2, Double.NEGATIVE_INFINITY, false));

  /** A question with all fields. */
  public static final StateQuestion QUESTION =
      new StateQuestion(
          "q-1",
          TIME,
          StateQuestion.Subject.ALERT,
          List.of(
              LabelMatcher.equal("alertname", "High"),
              LabelMatcher.of(LabelMatcher.Type.NOT_REGEX, "host", "a|b.*")));

  /** An answer with all fields. */
  public static final StateAnswer ANSWER =
      new StateAnswer(
          "q-1",
          new StateAnswer.Answerer(
              new StateAnswer.Scope("barograph", List.of("raw", "derived"), 3), "raw", 1, 0, 2),
          false,
          List.of(new InspectedSeries(SERIES, 300_000, 61, 2, SAMPLES, List.of("desk/g/High"))),
          List.of(
              alert(new AlertState(AlertStatus.PENDING, TIME, NEVER, NEVER, NEVER, NEVER, 0.97, 1)),
              alert(
                  new AlertState(
                      AlertStatus.RESOLVED, TIME, TIME + 1, TIME + 2, TIME + 3, TIME + 4, 1, 7))),
          List.of(
              new SupportingSeries(OWNER, "load", 1L << 63, SERIES, Labels.of("a", "b"), SAMPLES)),
          List.of(
              new InspectedRule(
                  OWNER,
                  "High",
                  15_000,
                  List.of(
                      new InspectedRule.Version(NEVER, "3", "load > 0.9"),
                      new InspectedRule.Version(TIME, "", "")),
                  inputs(),
                  new InspectedRule.Counts(TIME, 1, 2, 3, 4, 5, 6, 7, 8)),
              new InspectedRule(
                  OWNER, "", 1, List.of(), new TreeMap<>(), InspectedRule.Counts.NONE)));

  private static SortedMap<String, Long> inputs() {
    SortedMap<String, Long> inputs = new TreeMap<>(Map.of("metrics", TIME));
    inputs.put("logs", NEVER);
    inputs.put("old", Long.MAX_VALUE);
    return inputs;
  }

  private static InspectedAlert alert(AlertState state) {
    return new InspectedAlert(
        SERIES.with("alertname", "High"),
        SERIES,
        OWNER,
        state,
        AlertPolicy.live(Duration.ofMinutes(5), Duration.ofSeconds(1)),
        15_000,
        state.status() == AlertStatus.PENDING ? NEVER : TIME,
        5,
        "load > 0.9");
  }

  @Test
  void writesAQuestionAsTheSchemaSays() {
    assertThat(new String(StateQuestionJson.encode(QUESTION), UTF_8))
        .isEqualTo(
            """
            {"id":"q-1","askedAt":1760000000000,"subject":"alert","matchers":[\
            {"name":"alertname","type":"=","value":"High"},\
            {"name":"host","type":"!~","value":"a|b.*"}]}\
            """);
  }

  @Test
  void readsWhatItWrites() throws MalformedRecordException {
    assertThat(StateQuestionJson.decode(StateQuestionJson.encode(QUESTION))).isEqualTo(QUESTION);
    assertThat(StateAnswerJson.decode(StateAnswerJson.encode(ANSWER))).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                     | id: must be given",
        "[]                     | record: must be one JSON object",
        "{\"id\":1}             | id: must be text",
        "{\"askedAt\":-1}       | askedAt: must be a whole number of at least 0",
        "{\"subject\":\"all\"}  | subject: must be one of series, alert, rule, stats, was \"all\"",
        "{\"x\":1}              | must have the fields id, askedAt, subject, matchers only",
        "{\"matchers\":[{}]}    | matchers: must have name, type and value",
        "{\"matchers\":[{\"name\":\"a\",\"type\":\"~\",\"value\":\"\"}]} | matchers.type: must be"
            + " one of",
        "{\"matchers\":[{\"name\":\"a\",\"type\":\"=~\",\"value\":\"(\"}]} | matchers.value: error"
            + " parsing",
        "{\"id\":\"a b\",\"askedAt\":0,\"subject\":\"rule\",\"matchers\":[]} | id must be 1 to 64"
            + " letters"
      })
  void saysWhatIsWrongWithAQuestion(String json, String sentence) {
    assertThatThrownBy(() -> StateQuestionJson.decode(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatThrownBy(() -> StateQuestionJson.decode(new byte[65_537]))
        .hasMessageContaining("must be at most 65536 bytes");
    assertThatThrownBy(() -> StateAnswerJson.decode(new byte[StateAnswerJson.MAX_BYTES + 1]))
        .hasMessageContaining("must be at most 786432 bytes");
    String matcher = "{\"name\":\"a\",\"type\":\"=\",\"value\":\"b\"}";
    String many = "{\"matchers\":[" + String.join(",", Collections.nCopies(65, matcher)) + "]}";
    assertThatThrownBy(() -> StateQuestionJson.decode(many.getBytes(UTF_8)))
        .hasMessage("matchers: must be at most 64");
  }

  @Test
  void anAnswerLeavesOutWhatFindsNoRoom() throws MalformedRecordException {
    InspectedSeries large =
        new InspectedSeries(Labels.of("a", "x".repeat(300_000)), 0, 0, 0, List.of(), List.of());
    StateAnswer answer =
        new StateAnswer(
            "q",
            ANSWER.from(),
            false,
            List.of(large, large, large),
            List.of(),
            List.of(),
            ANSWER.rules());

    StateAnswer read = StateAnswerJson.decode(StateAnswerJson.encode(answer));
    assertThat(read.series()).hasSize(2);
    assertThat(read.rules()).isEqualTo(ANSWER.rules());
    assertThat(read.truncated()).isTrue();
  }

  @Test
  void aDamagedRecordIsReadOrRefusedWithASentence() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] question = StateQuestionJson.encode(QUESTION);
    byte[] answer = StateAnswerJson.encode(ANSWER);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      boolean isQuestion = i % 2 == 0;
      byte[] damaged = (isQuestion ? question : answer).clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextBoolean()
                ? damaged[random.nextInt(damaged.length)]
                : (byte) random.nextInt(256);
      }
      try {
        Object read =
            isQuestion ? StateQuestionJson.decode(damaged) : StateAnswerJson.decode(damaged);
        assertThat(read).isNotNull();
      } catch (MalformedRecordException malformed) {
        assertThat(malformed).as("seed %d, %d", seed, i).hasMessageContaining(" ");
        refused++;
      } catch (RuntimeException unexpected) {
        throw new AssertionError(
            "seed %d, %d: %s".formatted(seed, i, new String(damaged, UTF_8)), unexpected);
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(1_000, 19_999);
  }
}
