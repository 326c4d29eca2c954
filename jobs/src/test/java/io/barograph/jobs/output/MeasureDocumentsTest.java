package io.barograph.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class MeasureDocumentsTest {
  private static final long MINUTE = 60_000;
  private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
  private static final Labels DRAWDOWN =
      Labels.of(
          "__name__", "barograph_strategy_drawdown_ratio", "strategy", "carry", "window", "all");

  @Test
  void aSampleIsADocumentOfItsSeriesAndTick() {
    assertThat(documents(MINUTE, IngestedSample.onTime(DRAWDOWN, NEW_YEAR, 0.25)))
        .containsExactly(
            new ElasticsearchDocument(
                "barograph-measures-2027.01",
                Fingerprint.toHex(DRAWDOWN.fingerprint()) + "-1798761600000",
                1,
                "{\"@timestamp\":\"2027-01-01T00:00:00.000Z\","
                    + "\"name\":\"barograph_strategy_drawdown_ratio\","
                    + "\"labels\":{\"strategy\":\"carry\",\"window\":\"all\"},\"value\":0.25}"));
  }

  @Test
  void aRetryMeetsItsFirstTryAndNoOtherSeriesOrTick() {
    IngestedSample sample = IngestedSample.onTime(DRAWDOWN, NEW_YEAR, 0.25);
    IngestedSample earlier = IngestedSample.onTime(DRAWDOWN, NEW_YEAR - MINUTE, 0.25);
    IngestedSample other =
        IngestedSample.onTime(DRAWDOWN.with("strategy", "trend"), NEW_YEAR, 0.25);
    List<ElasticsearchDocument> told = documents(MINUTE, sample, earlier, other, sample);

    assertThat(told).extracting(ElasticsearchDocument::id).hasSize(4);
    assertThat(told.get(3)).isEqualTo(told.get(0));
    assertThat(told.subList(0, 3)).extracting(ElasticsearchDocument::id).doesNotHaveDuplicates();
    assertThat(told.get(1).index()).isEqualTo("barograph-measures-2026.12");
  }

  @Test
  void onlyTicksAtMultiplesOfTheIntervalAreWritten() {
    List<IngestedSample> hour = new ArrayList<>();
    for (long tick = -10 * MINUTE; tick < 50 * MINUTE; tick += 5_000) {
      hour.add(IngestedSample.onTime(DRAWDOWN, tick, 0.5));
    }
    IngestedSample[] samples = hour.toArray(IngestedSample[]::new);

    assertThat(documents(1, samples)).hasSize(720);
    assertThat(documents(5_000, samples)).hasSize(720);
    assertThat(documents(7_000, samples)).hasSize(103); // every 35 s
    assertThat(documents(MINUTE, samples)).hasSize(60);
    assertThat(documents(60 * MINUTE, samples)).singleElement().asString().contains("1970-01-01");
  }

  @Test
  void staleMarkersAndWhatIsNoNumberAreNotWritten() {
    IngestedSample stale = new IngestedSample(DRAWDOWN, NEW_YEAR, 0, true, IngestedSample.ON_TIME);

    assertThat(
            documents(
                MINUTE,
                stale,
                IngestedSample.onTime(DRAWDOWN, NEW_YEAR, Double.NaN),
                IngestedSample.onTime(DRAWDOWN, NEW_YEAR, Double.NEGATIVE_INFINITY)))
        .isEmpty();
  }

  @Test
  void anIntervalOfNothingIsRefused() {
    assertThatThrownBy(() -> MeasureDocuments.ofMeasures(0))
        .hasMessage("intervalMillis must be >= 1, was 0");
  }

  @Test
  void theQualityOfAlertsHasAnIndexOfItsOwnAndEachOfItsTicks() {
    Collected collected = new Collected(new ArrayList<>());
    MeasureDocuments.ofQuality()
        .flatMap(IngestedSample.onTime(DRAWDOWN, NEW_YEAR + 1, 0.25), collected);
    assertThat(collected.documents)
        .extracting(ElasticsearchDocument::index)
        .containsExactly("barograph-quality-2027.01");
  }

  private static List<ElasticsearchDocument> documents(
      long intervalMillis, IngestedSample... samples) {
    MeasureDocuments function = MeasureDocuments.ofMeasures(intervalMillis);
    Collected collected = new Collected(new ArrayList<>());
    for (IngestedSample sample : samples) {
      function.flatMap(sample, collected);
    }
    return collected.documents;
  }

  private record Collected(List<ElasticsearchDocument> documents)
      implements Collector<ElasticsearchDocument> {
    @Override
    public void collect(ElasticsearchDocument document) {
      documents.add(document);
    }

    @Override
    public void close() {}
  }
}
