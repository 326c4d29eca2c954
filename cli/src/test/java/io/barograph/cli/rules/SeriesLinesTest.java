package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.cli.stack.StackException;
import io.barograph.core.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesLinesTest {
  @Test
  void takesNamesSamplesOfTheTextFormatAndJson() {
    assertThat(
            SeriesLines.parse(
                "-",
                List.of(
                    "# HELP up whether it answers",
                    "",
                    "up",
                    "up 1",
                    "load5{host=\"a } b\",path=\"\\\"\"} 0.5 1700000000",
                    "{\"name\":\"pnl\",\"labels\":{\"strategy\":\"s\"},\"value\":\"1\"}",
                    "{\"labels\":{\"__name__\":\"pnl\"}}",
                    "{\"disk.used\",host=\"a\"} 3")))
        .containsExactly(
            Labels.of("__name__", "up"),
            Labels.of("__name__", "load5", "host", "a } b", "path", "\""),
            Labels.of("__name__", "pnl", "strategy", "s"),
            Labels.of("__name__", "pnl"),
            Labels.of("__name__", "disk.used", "host", "a"));
  }

  @Test
  void saysWhichLineNamesNoSeries() {
    assertThatThrownBy(() -> SeriesLines.parse("names.txt", List.of("up", "{job=\"a\"} 1")))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("names.txt:2: '{job=\"a\"} 1' names no series");
    assertThatThrownBy(() -> SeriesLines.parse("names.txt", List.of("{\"value\":1}")))
        .hasMessageContaining("there is no metric name");
  }
}
