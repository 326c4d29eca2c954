package io.barograph.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
  @TempDir private Path folder;

  @Test
  void aFieldInQuotesMayHoldCommasAndQuotes() throws IOException {
    Path file =
        file(
            """
            "series",timestamp,"value"
            "load{job=""api"",instance=""a""}",0,"0.5"
            plain,1,
            """);

    assertThat(CsvRows.header(file)).containsExactly("series", "timestamp", "value");
    assertThat(read(file)).containsExactly("load{job=\"api\",instance=\"a\"} 0 0.5", "plain 1 NaN");
  }

  @Test
  void whatIsWrongNamesTheFileTheLineAndTheRemedy() throws IOException {
    Path open = file("series,timestamp,value\na,0,1\n\"load,0,1\n");
    assertThatThrownBy(() -> read(open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(open + " line 3 must close each quote it opens");

    Path beside = file("series,timestamp,value\n\"load\"a,0,1\n");
    assertThatThrownBy(() -> read(beside))
        .hasMessage(beside + " line 2 must have a comma behind a closing quote");

    Path few = file("series,timestamp,value\n\"a,b\",0\n");
    assertThatThrownBy(() -> read(few))
        .hasMessage(few + " line 2 has 2 fields, its header 3: write one row a line");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private static List<String> read(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    CsvRows.read(
        file,
        row ->
            rows.add(
                "%s %d %s"
                    .formatted(row.text("series"), row.integer("timestamp"), row.number("value"))));
    return rows;
  }
}
