package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.notebooks.Notebook;
import io.barograph.cli.notebooks.NotebookPython;
import io.barograph.cli.notebooks.SampleFolder;
import io.barograph.cli.stack.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every notebook runs, and draws, on files that the house's own commands made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotebooksITCase {
  @TempDir private static Path folder;

  private NotebookPython python;
  private SampleFolder samples;

  @BeforeAll
  void prepare() throws Exception {
    python = NotebookPython.prepare(Installation.current().project());
    samples = new SampleFolder(folder);
  }

  @Test
  void alertAnalysis() throws Exception {
    command(
        "backtest",
        "--rules",
        samples.rules().toString(),
        "--input",
        samples.history().toString(),
        "--transitions",
        folder.resolve("alerts.jsonl").toString());

    Notebook done = execute("alert_analysis");

    assertThat(done.figures()).isEqualTo(4);
    assertThat(done.text()).contains("of 2 names in", "LoadHigh", "LoadExtreme");
  }

  @Test
  void thresholdTuning() throws Exception {
    samples.samples();
    samples.faults();

    Notebook done = execute("threshold_tuning");

    assertThat(done.figures()).isEqualTo(3);
    assertThat(done.text())
        .contains("2304 samples of web in 8.0 days, 3 known faults")
        .contains("lowest limit with at most 1 episodes a day that finds most: ");
  }

  @Test
  void detectorComparison() throws Exception {
    samples.faults();
    String input = samples.samples().toString();
    for (String detector : List.of("ensemble", "three-sigma", "range")) {
      String output = folder.resolve("scores-" + detector + ".csv.gz").toString();
      command("detect", "--detector", detector, "--input", input, "--output", output);
    }

    Notebook done = execute("detector_comparison");

    assertThat(done.figures()).isEqualTo(3);
    assertThat(done.text())
        .contains("ensemble, range, three-sigma: 16.0 days of series, 6 known faults");
  }

  @Test
  void capacity() throws Exception {
    command(
        "capacity",
        "--input",
        samples.usage().toString(),
        "--limit",
        "0.9",
        "--output",
        folder.resolve("plans.jsonl").toString());

    Notebook done = execute("capacity");

    assertThat(done.figures()).isEqualTo(3);
    assertThat(done.text()).contains("3 resources", "full: the limit is reached");
  }

  private Notebook execute(String name) throws Exception {
    Path output = folder.resolve(name);
    python.execute(name + ".ipynb", Map.of("BAROGRAPH_DATA", folder.toString()), output);
    return Notebook.read(folder.resolve(name + ".ipynb"));
  }

  private static void command(String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(err));
    assertThat(line.execute(arguments)).as("%s", err).isZero();
  }
}
