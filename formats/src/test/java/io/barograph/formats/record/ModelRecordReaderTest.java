package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRecordReaderTest {
  private static final ModelKey KEY = new ModelKey("m", "2", "eu");

  @Test
  void theSamePredictionCanBeSaidInSeveralWays() throws IOException {
    List<ClassProbability> classes =
        List.of(
            new ClassProbability("H", 0.5),
            new ClassProbability("D", 0.3),
            new ClassProbability("A", 0.2));
    Prediction expected = Prediction.ofClasses("x", 1_600_000_000_000L, KEY, classes);

    assertThat(
            read(
                """
                {"type":"prediction","id":"x","prediction_epoch":1600000000,"model":"m","version":2,\
                "segment":"eu","probabilities":{"H":0.5,"D":0.3,"A":0.2}}
                {"type":"prediction","match_id":"x","t":1600000000,"model":"m","version":"2",\
                "league":"eu","p_home":0.5,"p_draw":0.3,"p_away":0.2}
                """))
        .isEqualTo(List.of(expected, expected));
    assertThat(
            read(
                """
                type,id,prediction_time,model,version,segment,probabilities
                prediction,x,2020-09-13T12:26:40Z,m,2,eu,"{""H"":0.5,""D"":0.3,""A"":0.2}"
                """))
        .isEqualTo(List.of(expected));
  }

  @Test
  void scoresAreOfTwoClassesAndValuesOfNone() throws IOException {
    assertThat(
            read(
                """
                {"type":"prediction","id":"x","t":1,"score":0.75}
                {"type":"prediction","id":"y","t":1,"value":-3.5}
                {"type":"outcome","id":"x","t":2,"outcome":1}
                {"type":"outcome","id":"y","outcome_time":"1970-01-01T00:00:02Z","value":-3}
                """))
        .isEqualTo(
            List.of(
                Prediction.ofClasses(
                    "x",
                    1_000,
                    new ModelKey("default", "", ""),
                    List.of(new ClassProbability("1", 0.75), new ClassProbability("0", 0.25))),
                Prediction.ofValue("y", 1_000, new ModelKey("default", "", ""), -3.5),
                Outcome.ofClass("x", 2_000, "1"),
                Outcome.ofValue("y", 2_000, -3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"x"}                                           | type: must be given
          {"type":"guess"}                                     | type: must be prediction or outcome, was "guess"
          {"type":"outcome"}                                   | id: must be given
          {"type":"outcome","id":"x"}                          | outcome_time: must be given
          {"type":"outcome","id":"x","t":1}                    | outcome: must be given, or result, or value
          {"type":"prediction","id":"x","t":1}                 | probabilities: must be given, or p_home, p_draw and p_away, or score, or value
          {"type":"prediction","id":"x","t":1,"score":1.5}     | score: probability of 1 must be from 0 to 1, was 1.5
          {"type":"prediction","id":"x","t":1,"p_home":0.1}    | p_draw: must be given
          {"type":"prediction","id":"x","t":1,"probabilities":{"a":0.5}}    | probabilities: probabilities must sum up to 1 within 0.01, did to 0.5
          {"type":"prediction","id":"x","t":1,"probabilities":{}}           | probabilities: must name a class, was {}
          {"type":"prediction","id":"x","t":1,"probabilities":{"a":"b"}}    | probabilities.a: must be a number in the range of a double, NaN, +Inf or -Inf, was "b"
          """)
  void whatCannotBeTakenNamesItsField(String line, String why) throws IOException {
    List<String> refused = new ArrayList<>();
    read(line, new ArrayList<>(), refused);

    assertThat(refused).containsExactly(why);
  }

  private static List<ModelRecord> read(String text) throws IOException {
    List<ModelRecord> records = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    read(text, records, refused);
    assertThat(refused).isEmpty();
    return records;
  }

  private static void read(String text, List<ModelRecord> records, List<String> refused)
      throws IOException {
    RecordFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        new ModelRecordReader(),
        new RecordFile.Rows<ModelRecord>() {
          @Override
          public void record(long line, ModelRecord record) {
            records.add(record);
          }

          @Override
          public void refused(long line, String why) {
            refused.add(why);
          }
        });
  }
}
