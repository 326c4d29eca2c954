package io.barograph.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentFileTest {
  @TempDir Path folder;

  @Test
  void readsYamlAndJsonLinesAlike() throws IOException {
    List<Incident> yaml =
        read("a.yml", "- {from: 2026-01-02T00:00:00Z, to: 2026-01-02T00:01:00Z, labels: {a: b}}\n");
    List<Incident> lines =
        read(
            "a.jsonl",
            "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-02T00:01:00Z\",\"labels\":{\"a\":\"b\"}}\n\n");
    assertThat(yaml).hasSize(1).isEqualTo(lines);
    assertThat(yaml.get(0).labels()).containsEntry("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {from: now, to: 2026-01-02T00:01:00Z} | incident 1: from: must be a time such as",
        "- {from: 2026-01-02T00:00:00Z} | incident 1: to: must be a time such as",
        "- {from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z} | to: must not lie before from",
        "- {start: 1} | start: must be from, to, labels or name",
        "a: b | must hold a list",
        "'{' | is neither YAML nor JSON"
      })
  void saysWhatIsWrong(String text, String sentence) {
    assertThatThrownBy(() -> read("wrong.yml", text))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("wrong.yml")
        .hasMessageContaining(sentence);
  }

  private List<Incident> read(String name, String text) throws IOException {
    return IncidentFile.read("--incidents", Files.writeString(folder.resolve(name), text));
  }
}
