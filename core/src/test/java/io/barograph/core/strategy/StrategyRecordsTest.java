package io.barograph.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StrategyRecordsTest {
  private static final Trade TRADE =
      new Trade("a", "s", "t-1", "BTC", "X", TradeSide.SELL, 2, Double.NaN, 99, -1, 5, 7, 3);
  private static final OrderChange ORDER =
      new OrderChange("a", "s", "o", "BTC", "X", OrderState.REJECTED, 8);
  private static final EquityPoint EQUITY = new EquityPoint("a", "s", "X", 9, -4.5);

  @Test
  void recordsAreReadAsTheyWereWritten() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    TRADE.write(out);
    ORDER.write(out);
    EQUITY.write(out);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(Trade.read(in)).isEqualTo(TRADE);
    assertThat(OrderChange.read(in)).isEqualTo(ORDER);
    assertThat(EquityPoint.read(in)).isEqualTo(EQUITY);
    assertThat(in.available()).isZero();
    assertThat(TRADE.time()).isEqualTo(7);
  }

  @Test
  void slippageIsPositiveWhereTheFillWasWorse() {
    Trade sold = new Trade("", "s", "t", "", "", TradeSide.SELL, 1, 100, 99, 0, 0, 0, 0);
    Trade bought = new Trade("", "s", "t", "", "", TradeSide.BUY, 1, 100, 99, 0, 0, 0, 0);

    assertThat(sold.slippageBasisPoints()).isEqualTo(100);
    assertThat(bought.slippageBasisPoints()).isEqualTo(-100);
    assertThat(TRADE.slippageBasisPoints()).isNaN();
  }

  /** A table row begins with the name; its last column says when there is no sample. */
  @Test
  void thePageOfMeasuresNamesEverySample() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "measures.md"));
    List<String> told =
        Pattern.compile("^\\| `(barograph_strategy_[a-z0-9_]+)", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(told)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StrategyMetric.values())
                .map(StrategyMetric::metricName)
                .distinct()
                .toList());
  }
}
