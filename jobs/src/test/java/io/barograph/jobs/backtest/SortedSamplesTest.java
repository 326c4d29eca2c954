package io.barograph.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.ingest.IngestedSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedSamplesTest {
  private static final int RUN = 7;

  @TempDir Path folder;

  private record Row(Labels labels, long timestamp, long bits) {}

  @Test
  void comeByTimeAndLabelsWhateverOrderTheyWereReadIn() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int series = 0; series < 5; series++) {
      for (long time = 0; time < 40; time++) {
        if (random.nextInt(4) > 0) {
          rows.add(new Row(labels("s" + series), 1_000 * time, bits(random.nextInt(9))));
        }
      }
    }
    List<IngestedSample> expected =
        rows.stream()
            .sorted(Comparator.comparingLong(Row::timestamp).thenComparing(Row::labels))
            .map(
                row ->
                    IngestedSample.onTime(
                        row.labels(), row.timestamp(), Double.longBitsToDouble(row.bits())))
            .toList();
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(rows, random);
      assertThat(sorted(rows)).as("seed %s", seed).isEqualTo(expected);
    }
  }

  @Test
  void takeTheGreaterOfTwoValuesForOneTimeAndAValueBeforeAStaleMarker() throws IOException {
    Row low = new Row(labels("a"), 5, bits(1));
    Row high = new Row(labels("a"), 5, bits(2));
    Row stale = new Row(labels("a"), 5, StaleMarker.BITS);
    List<IngestedSample> expected = List.of(IngestedSample.onTime(labels("a"), 5, 2));

    assertThat(sorted(List.of(low, high, stale))).isEqualTo(expected);
    assertThat(sorted(List.of(stale, high, low))).isEqualTo(expected);
    assertThat(sorted(List.of(stale)))
        .isEqualTo(List.of(new IngestedSample(labels("a"), 5, 0, true, IngestedSample.ON_TIME)));
  }

  @Test
  void spanAllTimesThatThereAre() throws IOException {
    long last = 253_402_300_799_999L;
    assertThat(
            sorted(List.of(new Row(labels("a"), last, bits(1)), new Row(labels("a"), 0, bits(1)))))
        .extracting(IngestedSample::timestamp)
        .containsExactly(0L, last);
  }

  @Test
  void areNoneWithoutInput() throws IOException {
    assertThat(sorted(List.of())).isEmpty();
  }

  private List<IngestedSample> sorted(List<Row> rows) throws IOException {
    SeriesCatalogue series = new SeriesCatalogue();
    Path samples = folder.resolve("samples");
    Path names = folder.resolve("series");
    List<RunFile.Run> runs;
    try (RunFile file = new RunFile(samples)) {
      List<SampleSorter> sorters =
          List.of(new SampleSorter(file, RUN), new SampleSorter(file, RUN));
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        sorters.get(i % 2).add(row.timestamp(), series.numberOf(row.labels()), row.bits());
      }
      for (SampleSorter sorter : sorters) {
        sorter.finish();
      }
      runs = file.runs();
    }
    series.write(names);
    List<IngestedSample> all = new ArrayList<>();
    try (SortedSamples sorted =
        new SortedInput(samples.toString(), names.toString(), new ArrayList<>(runs), 0).open()) {
      sorted.forEachRemaining(sample -> all.add((IngestedSample) sample));
    }
    return all;
  }

  private static Labels labels(String instance) {
    return Labels.of("__name__", "load", "instance", instance);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
