package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without the module that bundles smile on its class path. */
final class WithoutSmileTest {
  private static final String PROBLEM =
      "isolation-forest is not in this build, which is without smile: build it without -P '!smile'";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void checkNamesTheEntryAndWhatToDo() throws IOException {
    Path pack = folder.resolve("barograph.yml");
    Files.writeString(
        pack,
        """
        detectors:
          - {name: load, match: node_load1, detector: isolation-forest}
          - {name: requests, match: requests}
        """);

    assertThat(execute("rules", "check", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(pack + ": detector load: " + PROBLEM + ", or name another");
    assertThat(out.toString()).contains(pack + ": errors");
  }

  @Test
  void detectSaysWhatToDo() throws IOException {
    Path input = folder.resolve("in.csv");
    Files.writeString(input, "timestamp,series,value\n0,a,1\n");
    Path output = folder.resolve("out.csv");

    int status =
        execute(
            "detect",
            "--detector",
            "isolation-forest",
            "--input",
            "" + input,
            "--output",
            "" + output);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).startsWith("--detector " + PROBLEM);
    assertThat(output).doesNotExist();
  }
}
