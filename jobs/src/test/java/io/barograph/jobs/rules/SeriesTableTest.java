package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  @Test
  void holdsWhatAMapHoldsAndVisitsItInTheOrderOfFingerprints() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SeriesTable table = new SeriesTable();
    Map<Long, SeriesRow> map = new HashMap<>();
    for (int step = 0; step < 3_000; step++) {
      SeriesRow row = row(random.nextInt(5_000));
      if (map.putIfAbsent(row.fingerprint(), row) == null) {
        table.add(row);
      }
      if (step % 500 == 499) {
        long some = random.nextLong();
        table.removeIf(one -> one.fingerprint() < some);
        map.values().removeIf(one -> one.fingerprint() < some);
      }
      long asked = row(random.nextInt(5_000)).fingerprint();
      assertThat(table.get(asked)).as("seed %s", seed).isSameAs(map.get(asked));
      assertThat(table.size()).as("seed %s", seed).isEqualTo(map.size());
    }
    assertThat(table.ordered())
        .as("seed %s", seed)
        .isSortedAccordingTo(Comparator.comparingLong(SeriesRow::fingerprint))
        .containsExactlyInAnyOrderElementsOf(map.values());
  }

  @Test
  void anEmptyTableKnowsNothing() {
    SeriesTable table = new SeriesTable();
    assertThat(table.isEmpty()).isTrue();
    assertThat(table.get(0)).isNull();
    assertThat(table.ordered()).isEmpty();
  }

  private static SeriesRow row(int number) {
    Labels labels = Labels.of("__name__", "x", "n", Integer.toString(number));
    return new SeriesRow(labels);
  }
}
