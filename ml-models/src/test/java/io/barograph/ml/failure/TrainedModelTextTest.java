package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedModelTextTest {
  private final Fleet fleet = WearingUnits.fleet(20);
  private final String text = TrainedModelText.write(TrainedModels.model(3, fleet));

  @Test
  void aModelThatIsReadPredictsAsItDid() {
    TrainedModel written = TrainedModels.model(3, fleet);
    TrainedModel read = TrainedModelText.parse(text);

    assertThat(TrainedModelText.write(read)).isEqualTo(text);
    assertThat(read.note()).isEqualTo(written.note());
    assertThat(read.sensors()).containsExactly("s0", "s1", "s2", "s3", "s4");
    for (UnitHistory unit : fleet.units()) {
      assertThat(FoldedPredictions.predictions(unit, read.model().predictor()))
          .isEqualTo(FoldedPredictions.predictions(unit, written.model().predictor()));
    }
  }

  @Test
  void saysOnWhatItWasTrainedAndHowGoodItIs() {
    assertThat(text.lines())
        .startsWith("format=barograph failure model 1", "name=engines", "version=3", "author=ann")
        .contains("comment=first two lines", "data=rows.csv", "data.units=20", "data.failures=20")
        .contains("step-millis=3600000", "horizon-hours=50.0", "sensors=s0 s1 s2 s3 s4");
    assertThat(Double.parseDouble(field("folded.f1"))).isGreaterThan(0.9);
    assertThat(Double.parseDouble(field("folded.brier"))).isBetween(0.0, 0.1);
  }

  private String field(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + '='))
        .findFirst()
        .orElseThrow()
        .substring(name.length() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format=.* | format=else | field \"format\": must be \"barograph failure model 1\"",
        "version=3 | version=0 | field \"version\": must be a whole number from 1 to 2147483647,"
            + " was \"0\"",
        "trained=.* | trained=now | field \"trained\": must be a time as 2026-01-02T03:04:05Z, was"
            + " \"now\"",
        "bound-hours=.* | bound-hours=NaN | field \"bound-hours\": must be a finite number, was"
            + " \"NaN\"",
        "sensors=.* | sensors=s0 s1 | field \"feature.deviations\": must be 6 numbers, was 15",
        "sensors=.* | sensors=s0 s1 s2 s3 s3 | sensors must each stand once",
        "author=ann | author=ann\\nauthor=bob | field \"author\": stands twice",
        "author=ann | author=ann\\nrun=me | field \"run\": is not known",
        "author=ann | written by ann | line 4: must be field=value, was \"written by ann\"",
        "lead-hours=10.0 | lead-hours=60 | a band must begin at 0 h or later",
        "data.units=20\\n | '' | field \"data.units\": is missing",
        "feature.deviations=[^ ]* | feature.deviations=-1 | field \"feature.deviations\": must be 0"
            + " or more, one was -1.0",
      })
  void whatIsWrongIsNamed(String found, String replacement, String named) {
    String changed =
        text.substring(0, text.lastIndexOf("sha256="))
            .replaceFirst("(?m)^" + found, replacement.replace("\\n", "\n"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainedModelText.parse(hashed(changed)))
        .withMessageContaining(named);
  }

  @Test
  void whatWasChangedOrCutOffIsRefused() {
    for (String broken :
        List.of(
            text.replace("bound-hours=", "bound-hours=1"),
            text.substring(0, 400),
            text + "a=b\n")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrainedModelText.parse(broken))
          .withMessageContaining("field \"sha256\": is not that of the lines before");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainedModelText.parse("x".repeat(TrainedModelText.MOST + 1)))
        .withMessageContaining("at most 1048576 are read");
  }

  private static String hashed(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return text + "sha256=" + HexFormat.of().formatHex(digest) + '\n';
  }
}
