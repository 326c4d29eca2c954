package io.barograph.cli.backtest;

import static io.barograph.cli.backtest.Episodes.at;
import static io.barograph.cli.backtest.Episodes.fired;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final InputReport INPUT =
      new InputReport(
          1,
          1,
          Optional.of(at(0)),
          Optional.of(at(100_000)),
          false,
          List.of(),
          List.of("Meta"),
          List.of());

  @Test
  void staysSmallHoweverOftenARuleFires() {
    String page = page(LongStream.range(0, 100_000).mapToObj(i -> fired("A", "x", i, i)).toList());
    assertThat(page).contains("<b>100,000</b>alerts fired").hasSizeLessThan(1_000_000);
  }

  @Test
  void drawsEachAlertThatStandsAlone() {
    String page = page(List.of(fired("A", "<x>", 10_000, 20_000), fired("A", "y", 50_000, 60_000)));
    assertThat(page.split("<i class=\"bar\" ", -1)).as("by rule and by alert").hasSize(5);
    assertThat(page).contains("A{job=&quot;&lt;x&gt;&quot;}").doesNotContain("<x>");
    assertThat(page).contains("style=\"left:10.00%;width:10.00%\"");
  }

  @Test
  void marksWholeHours() {
    String page = page(List.of(fired("A", "x", 10_000, 20_000)));
    assertThat(page)
        .contains("<span style=\"left:21.60%\">06:00</span>")
        .contains("<span style=\"left:86.40%\">01-02</span>");
  }

  @Test
  void saysThatNothingFired() {
    assertThat(page(List.of()))
        .contains("<b>0</b>alerts fired", "No rule did anything")
        .doesNotContain("class=\"timeline\"", "<table>");
  }

  @Test
  void saysThatThereIsNoSample() {
    InputReport none =
        new InputReport(
            0, 0, Optional.empty(), Optional.empty(), false, List.of(), List.of(), List.of());
    String page =
        HtmlReport.of(
            new Findings(
                new BacktestResult(none, List.of(), 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(page).contains("They hold no sample").doesNotContain("1970");
  }

  @Test
  void namesRulesThatWereNotRun() {
    assertThat(page(List.of())).contains("feeds no alerts back: Meta.");
  }

  @Test
  void showsTheFirstAlertsOfManyAndSaysSo() {
    String page =
        page(IntStream.range(0, 301).mapToObj(i -> fired("A", "x" + i, 100, 200)).toList());
    assertThat(page).contains("The first 300 of 301, by name");
    assertThat(page.split("<div class=\"row\">", -1)).as("a rule, 300 alerts").hasSize(302);
  }

  @Test
  void listsIncidentsAndWhatOtherRulesDid() {
    Incident incident = new Incident("disk & fan", at(150), at(300), new TreeMap<>());
    List<Episode> now = List.of(fired("A", "x", 200, 400));
    Findings findings =
        new Findings(
            new BacktestResult(INPUT, now, 0),
            Optional.empty(),
            Optional.of(Detection.of(now, List.of(incident), at(100_000))),
            Optional.of(Comparison.of(List.of(fired("A", "x", 100, 400)), now, at(100_000))));
    assertThat(HtmlReport.of(findings))
        .contains("disk &amp; fan {}", "after 50 s", "<i class=\"incident\" ")
        .contains("begins 1 min 40 s later, ends at the same time");
  }

  private static String page(List<Episode> episodes) {
    return HtmlReport.of(
        new Findings(
            new BacktestResult(INPUT, episodes, 0),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
