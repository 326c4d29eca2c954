package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import org.junit.jupiter.api.Test;

class DerivedLabelsTest {
  @Test
  void aLabelThatIsTakenTakesTheNextFreeName() {
    Labels series =
        Labels.of("__name__", "load", "detector", "d", "exported_metric", "e", "metric", "m");

    assertThat(DerivedLabels.of(series, "barograph_upper", DerivedLabels.DETECTOR, "hosts"))
        .isEqualTo(
            Labels.of(
                "__name__", "barograph_upper",
                "detector", "hosts",
                "exported_detector", "d",
                "exported_exported_metric", "m",
                "exported_metric", "e",
                "metric", "load"));
    assertThat(DerivedLabels.ofWatched(series))
        .as("the same, without what is added")
        .isEqualTo(
            Labels.of(
                "exported_detector", "d", "exported_exported_metric", "m", "exported_metric", "e"));
  }

  @Test
  void otherLabelsStay() {
    assertThat(DerivedLabels.ofWatched(Labels.of("__name__", "load", "host", "a")))
        .isEqualTo(Labels.of("host", "a"));
  }
}
