package io.barograph.core.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void fingerprintsAgreeWithAlertmanager() {
    Labels demo = Labels.of("alertname", "DemoAlert", "server", "ni3", "severity", "critical");

    assertThat(Fingerprint.toHex(demo.fingerprint())).isEqualTo("8a07086b74f3ba78");
    assertThat(Fingerprint.toHex(Labels.EMPTY.fingerprint())).isEqualTo("cbf29ce484222325");
  }

  @Test
  void fingerprintsTextBeyondAsciiAsUtf8() {
    long hash = Fingerprint.OFFSET_BASIS;
    for (int b : new int[] {'c', 0xFF, 0xE6, 0xB7, 0xB1, 0xFF}) {
      hash = (hash ^ b) * 0x100000001b3L;
    }

    assertThat(Labels.of("c", "深").fingerprint()).isEqualTo(hash);
  }

  @Test
  void orderOfNamingDoesNotMatter() {
    Labels one = Labels.of("b", "2", "a", "1", "c", "3");
    Labels other = Labels.of("c", "3", "b", "2", "a", "1");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.name(0)).isEqualTo("a");
    assertThat(one.value(2)).isEqualTo("3");
    assertThat(one).hasToString("{a=\"1\", b=\"2\", c=\"3\"}");
  }

  @Test
  void anEmptyValueIsAnAbsentLabel() {
    Labels labels = Labels.of("a", "", "b", "2");

    assertThat(labels.size()).isEqualTo(1);
    assertThat(labels.get("a")).isEmpty();
    assertThat(labels.with("b", "")).isEqualTo(Labels.EMPTY);
    assertThat(labels.without("a")).isSameAs(labels);
  }

  @Test
  void aNameMustNotStandTwice() {
    assertThatThrownBy(() -> Labels.of("a", "1", "b", "2", "a", "3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label \"a\" must not stand twice: \"1\" and \"3\"");
    assertThatThrownBy(() -> Labels.of("", "1")).hasMessage("a label name must not be empty");
    assertThatThrownBy(() -> Labels.of("a")).hasMessageContaining("names and values");
  }

  @Test
  void sortsAsPrometheusDoes() {
    assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
    assertThat(Labels.of("a", "1", "b", "1")).isLessThan(Labels.of("a", "2"));
    assertThat(Labels.of("a", "9")).isLessThan(Labels.of("b", "1"));
  }

  @Test
  void printsAsASelector() {
    assertThat(Labels.of("__name__", "up", "job", "a\"b\\c\n"))
        .hasToString("up{job=\"a\\\"b\\\\c\\n\"}");
  }

  @Test
  void growsBeyondTheFirstGuess() {
    Labels.Builder builder = Labels.builder();
    for (int i = 40; i > 0; i--) {
      builder.add("l" + (100 + i), "v" + i);
    }
    Labels labels = builder.build();

    assertThat(labels.size()).isEqualTo(40);
    assertThat(labels.get("l117")).isEqualTo("v17");
    assertThat(labels.get("l141")).isEmpty();
    assertThat(Labels.of(labels.toMap())).isEqualTo(labels);
  }
}
