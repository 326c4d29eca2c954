package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DetectionConfigTest {
  private static final String GOOD =
      """
      series.quiet-hours = 2
      series.half = 1.5
      series.term.1 = robust-z common 1
      series.term.2 = seasonal own 0.5
      entity.quiet-hours = 1
      entity.half = 3
      entity.term.1 = shape 3 own 2
      """;

  @Test
  void readsEveryKey() {
    DetectionConfig config = DetectionConfig.parse(GOOD);

    assertThat(config.quietMillis()).isEqualTo(7_200_000);
    assertThat(config.entityQuietMillis()).isEqualTo(3_600_000);
    assertThat(config.seriesHalf()).isEqualTo(1.5);
    assertThat(config.series())
        .containsExactly(
            new SeriesTerm("robust-z", SeriesTerm.Scale.COMMON, 1),
            new SeriesTerm("seasonal", SeriesTerm.Scale.OWN, 0.5));
    assertThat(config.entityHalf()).isEqualTo(3);
    assertThat(config.entity())
        .containsExactly(new EntityTerm("shape", 3, SeriesTerm.Scale.OWN, 2));
    assertThat(config.sha256()).hasSize(64).isNotEqualTo(DetectionConfig.shipped().sha256());
    assertThat(config.without("seasonal").series()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "series.quiet-hours = 2, series.quiet-hours = soon, must be a number",
    "series.half = 1.5, series.half = 0, halves must be > 0",
    "series.half = 1.5, series.halves = 1.5, knows no key series.halves",
    "robust-z common 1, robust-z common, must have 3 fields",
    "robust-z common 1, oracle common 1, must name one of [three-sigma",
    "robust-z common 1, robust-z often 1, 'must name one of [own, common], was often'",
    "robust-z common 1, robust-z common 0, must be > 0",
    "shape 3 own 2, shape -1 own 2, must be > 0 and its metrics >= 0"
  })
  void saysWhatIsWrong(String line, String wrong, String message) {
    String text = GOOD.replace(line, wrong);
    assertThat(text).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> DetectionConfig.parse(text)).hasMessageContaining(message);
  }
}
