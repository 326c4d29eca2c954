package io.barograph.cli.backtest;

import static io.barograph.cli.backtest.Episodes.at;
import static io.barograph.cli.backtest.Episodes.fired;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  @Test
  void staysSmallHoweverOftenARuleFires() {
    String page = page(LongStream.range(0, 100_000).mapToObj(i -> fired("A", "x", i, i)).toList());
    assertThat(page).contains("100,000 alerts would have fired").hasSizeLessThan(1_000_000);
  }

  @Test
  void drawsEachAlertThatStandsAlone() {
    String page = page(List.of(fired("A", "<x>", 10_000, 20_000), fired("A", "y", 50_000, 60_000)));
    assertThat(page.split("<rect class=\"bar\"", -1)).as("by rule and by alert").hasSize(5);
    assertThat(page).contains("A{job=&quot;&lt;x&gt;&quot;}").doesNotContain("<x>");
  }

  private static String page(List<Episode> episodes) {
    InputReport input =
        new InputReport(1, 1, Optional.of(at(0)), Optional.of(at(100_000)), List.of());
    return HtmlReport.of(
        new Findings(new BacktestResult(input, episodes, 0), Optional.empty(), Optional.empty()));
  }
}
