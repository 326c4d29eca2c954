package io.barograph.cli.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is committed of the notebooks: no outputs, and plots that say what they show. */
final class NotebooksTest {
  private static final Path FOLDER = Installation.current().project().resolve("notebooks");
  private static final Pattern PLOT = Pattern.compile("axes\\.set\\([^\\n]*");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
      assertThat(found).hasSizeGreaterThanOrEqualTo(4);
      return found;
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void hasNoOutputs(Path file) throws IOException {
    Notebook notebook = Notebook.read(file);

    assertThat(notebook.code()).isNotEmpty();
    for (JsonNode cell : notebook.code()) {
      assertThat(cell.path("outputs"))
          .as("strip it: jupyter nbconvert --clear-output --inplace %s", file.getFileName())
          .isEmpty();
      assertThat(cell.path("execution_count").isNull()).as("%s", file.getFileName()).isTrue();
      assertThat(cell.path("metadata")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void everyPlotHasATitleAndLabels(Path file) throws IOException {
    List<String> plots =
        PLOT.matcher(Notebook.read(file).source()).results().map(plot -> plot.group()).toList();

    assertThat(plots).hasSizeGreaterThanOrEqualTo(3);
    for (String plot : plots) {
      assertThat(plot).as("%s", file.getFileName()).contains("title=", "xlabel=", "ylabel=");
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void standsInTheReadme(Path file) throws IOException {
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .contains("`" + file.getFileName() + "`");
  }
}
