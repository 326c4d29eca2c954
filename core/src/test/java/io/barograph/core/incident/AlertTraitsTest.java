package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What alerts may have in common. */
class AlertTraitsTest {
  @Test
  void labelsAndWordsCountWithoutNumbersAndWhatIsLeftOut() {
    Labels labels =
        Labels.of(
            "alertname",
            "DiskAlmost_full",
            "instance",
            "db-7.eu:9100",
            "severity",
            "critical",
            "tier",
            "storage");

    AlertTraits traits =
        AlertTraits.of(
            labels, List.of("severity"), "Disk sda3 of db-7.eu is 97% full (storage, critical)");

    assertThat(traits.labels()).containsExactly("instance=db-7.eu:9100", "tier=storage");
    assertThat(traits.words()).containsExactly("almost", "disk", "full", "sda");
  }

  @Test
  void nothingIsInCommonOfAnAlertWithoutLabels() {
    assertThat(AlertTraits.of(Labels.EMPTY, List.of(), "")).isEqualTo(AlertTraits.NONE);
    assertThat(AlertTraits.of(Labels.EMPTY, List.of(), "1 2 3 x yy")).isEqualTo(AlertTraits.NONE);
  }

  @Test
  void whatIsTakenIsBounded() {
    Map<String, String> labels = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      labels.put("label_" + letter, "7".repeat(1_000));
      text.append(String.valueOf(letter).repeat(5)).append(' ');
    }

    AlertTraits traits = AlertTraits.of(Labels.of(labels), List.of(), text.toString());

    assertThat(traits.labels()).hasSize(AlertTraits.MAX_LABELS);
    assertThat(traits.labels())
        .allSatisfy(label -> assertThat(label).hasSize(AlertTraits.MAX_LENGTH));
    assertThat(traits.words()).hasSize(AlertTraits.MAX_WORDS);
  }
}
