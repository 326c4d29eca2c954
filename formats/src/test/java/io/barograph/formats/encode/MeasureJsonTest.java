package io.barograph.formats.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureJsonTest {
  @Test
  void theNameStandsBesideTheLabelsAndNotAmongThem() {
    Labels labels =
        Labels.of("__name__", "barograph_strategy_pnl", "strategy", "\"价\"", "account", "a");

    assertThat(MeasureJson.of(labels, 1_790_000_000_005L, -0.1))
        .isEqualTo(
            "{\"@timestamp\":\"2026-09-21T14:13:20.005Z\",\"name\":\"barograph_strategy_pnl\","
                + "\"labels\":{\"account\":\"a\",\"strategy\":\"\\\"价\\\"\"},\"value\":-0.1}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aValueThatJsonHasNoNumberForIsRefused(double value) {
    assertThatThrownBy(() -> MeasureJson.of(Labels.EMPTY, 0, value))
        .hasMessage("value must be finite, was " + value);
  }
}
