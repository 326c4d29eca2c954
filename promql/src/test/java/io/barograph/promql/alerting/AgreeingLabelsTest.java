package io.barograph.promql.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgreeingLabelsTest {
  private static final List<String> NAMES = List.of("__name__", "instance", "job", "le", "zone");

  @Test
  void findsWhatComparingEverySetFinds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      AgreeingLabels index = new AgreeingLabels();
      List<Labels> sets = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        sets.add(labels(random));
        index.add(sets.get(sets.size() - 1), 1L << (sets.size() - 1));
        if (random.nextInt(4) == 0) { // asked between two additions
          assertFinds(index, sets, labels(random), seed);
        }
      }
      for (int i = 0; i < 10; i++) {
        assertFinds(index, sets, labels(random), seed);
      }
    }
  }

  @Test
  void withoutACommonLabelAllAgree() {
    AgreeingLabels index = new AgreeingLabels();
    index.add(Labels.of("__name__", "up", "job", "a"), 1);
    index.add(Labels.of("__name__", "load", "job", "b"), 2);

    assertThat(index.bitsAgreeingWith(Labels.EMPTY)).isEqualTo(3);
    assertThat(index.bitsAgreeingWith(Labels.of("__name__", "other"))).isEqualTo(3);
    assertThat(index.bitsAgreeingWith(Labels.of("job", "b"))).isEqualTo(2);
    assertThat(index.bitsAgreeingWith(Labels.of("job", "c"))).isZero();
  }

  private static void assertFinds(
      AgreeingLabels index, List<Labels> sets, Labels given, long seed) {
    long expected = 0;
    for (int i = 0; i < sets.size(); i++) {
      expected |= agree(given, sets.get(i)) ? 1L << i : 0;
    }
    assertThat(index.bitsAgreeingWith(given))
        .as("%s among %s, seed %s", given, sets, seed)
        .isEqualTo(expected);
  }

  private static boolean agree(Labels one, Labels other) {
    return NAMES.stream()
        .filter(name -> !name.equals(Labels.METRIC_NAME))
        .filter(name -> !one.get(name).isEmpty() && !other.get(name).isEmpty())
        .allMatch(name -> one.get(name).equals(other.get(name)));
  }

  private static Labels labels(Random random) {
    Labels.Builder labels = Labels.builder();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        labels.add(name, "v" + random.nextInt(3));
      }
    }
    return labels.build();
  }
}
