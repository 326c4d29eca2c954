package io.barograph.core.strategy;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.statistics.QuantData;
import io.barograph.core.statistics.QuantileSketch;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of 718 trades of six strategies against exact ones. */
final class TradesConformanceTest {
  private static final int FIGURES = 156;

  @Test
  void everyFigureOfEveryStrategyAgrees() throws IOException {
    QuantData answers = new QuantData("trades");
    JsonNode expected = QuantData.json("trades/expected.json").get("expected");
    for (Map.Entry<String, List<Trade>> strategy : trades().entrySet()) {
      Map<String, Double> metrics = new TradeReport(strategy.getValue(), 10_000).metrics();
      JsonNode figures = expected.get(strategy.getKey());
      for (Iterator<String> names = figures.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        answers.check(
            strategy.getKey() + " " + name,
            metrics.getOrDefault(name, Double.NaN),
            QuantData.number(figures.get(name)));
      }
    }
    answers.passes(FIGURES);
  }

  @Test
  void summariesOfPartsMergeToTheSameFigures() throws IOException {
    for (List<Trade> trades : trades().values()) {
      List<Trade> ordered = trades.stream().sorted(TradeReport.ORDER).toList();
      for (int length : new int[] {1, 2, 7}) {
        TradeSummary whole = new TradeSummary();
        TradeSummary merged = new TradeSummary();
        for (int from = 0; from < ordered.size(); from += length) {
          TradeSummary part = new TradeSummary();
          for (Trade trade : ordered.subList(from, Math.min(from + length, ordered.size()))) {
            part.add(trade);
            whole.add(trade);
          }
          merged.merge(part);
        }
        TradeFigures one = new TradeFigures(whole);
        TradeFigures other = new TradeFigures(merged);
        assertThat(other.longestLosses()).isEqualTo(one.longestLosses());
        assertThat(other.longestWins()).isEqualTo(one.longestWins());
        assertThat(other.consecutiveLosses()).isEqualTo(one.consecutiveLosses());
        assertThat(other.worstLosses()).isEqualTo(one.worstLosses(), within(1e-9));
        assertThat(merged.largestFall()).isEqualTo(whole.largestFall(), within(1e-9));
        assertThat(merged.currentFall()).isEqualTo(whole.currentFall(), within(1e-9));
        assertThat(other.systemQuality(1)).isEqualTo(one.systemQuality(1), within(1e-9));
        assertThat(other.profitFactor()).isEqualTo(one.profitFactor(), within(1e-9));
      }
    }
  }

  @Test
  void theSketchOfAStreamIsOffByItsBoundAtMost() throws IOException {
    for (List<Trade> trades : trades().values()) {
      QuantileSketch sketch = new QuantileSketch();
      trades.forEach(trade -> sketch.add(trade.fillLatencyMillis()));
      double[] latencies = trades.stream().mapToDouble(Trade::fillLatencyMillis).sorted().toArray();
      for (double share : new double[] {0.5, 0.95, 0.99}) {
        double nearest = latencies[(int) (share * (latencies.length - 1))];
        assertThat(sketch.quantile(share))
            .isEqualTo(nearest, within(QuantileSketch.ACCURACY * nearest + 1e-9));
      }
    }
  }

  private static Map<String, List<Trade>> trades() throws IOException {
    return QuantData.rows("trades/trades.csv").stream()
        .skip(1)
        .map(
            row ->
                new Trade(
                    "",
                    row[0],
                    row[1],
                    "",
                    "",
                    TradeSide.valueOf(row[4].toUpperCase(Locale.ROOT)),
                    Double.parseDouble(row[5]),
                    Double.parseDouble(row[6]),
                    Double.parseDouble(row[7]),
                    Double.parseDouble(row[8]),
                    1_000 * Long.parseLong(row[2]),
                    1_000 * Long.parseLong(row[3]),
                    Double.parseDouble(row[9])))
        .collect(groupingBy(Trade::strategy));
  }
}
