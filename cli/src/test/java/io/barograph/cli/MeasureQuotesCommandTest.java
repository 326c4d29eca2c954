package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MeasureQuotesCommandTest {
  private static final String HEADER =
      "recv_epoch,event_epoch,symbol,venue,seq,bid,ask,bid_size,ask_size,volume\n";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesTheFaultsOfAFileInSecondsOfEventTime() throws IOException {
    Path faults = folder.resolve("faults.csv");
    Path file =
        file(
            HEADER
                + "1678665600.5,1678665600,A,CRYPTO24x7,1,9,10,1,1,1\n"
                + "1678665601.5,1678665601.25,A,CRYPTO24x7,2,11,10,1,1,1\n"
                + "1678665601.9,1678665601.25,A,CRYPTO24x7,2,11,10,1,1,1\n"
                + "1678665603,1678665602.5,A,CRYPTO24x7,3,0,10,1,1,1\n");
    assertThat(run("--input", "" + file, "--out", "" + faults)).isZero();
    assertThat(faults)
        .content()
        .isEqualToNormalizingNewlines(
            """
            sym,kind,start,end
            A,crossed,1678665601.250,1678665601.250
            A,duplicate,1678665601.250,1678665601.250
            A,nonpositive,1678665602.500,1678665602.500
            """);
    assertThat(err.toString()).contains("4 quotes read, 0 rows refused, 3 faults found");
  }

  @Test
  void aRowThatCannotBeTakenIsToldByLineAndFieldAndTheStatusIsOne() throws IOException {
    Path file =
        file(
            HEADER
                + "1678665600,1678665600,A,DESK,1,9,much,1,1,1\n"
                + "1678665601,1678665601,\"B,C\",DESK,1,11,10,1,1,1\n");
    assertThat(run("--input", "" + file, "--out", "-")).isEqualTo(1);
    assertThat(err.toString())
        .contains(file + ":2: ask: must be a finite number, was \"much\"")
        .contains("no calendar is called DESK")
        .contains("1 quotes read, 1 rows refused");
    assertThat(out.toString()).contains("\"B,C\",crossed,1678665601.000,1678665601.000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--out -", "--input nowhere.csv --out -", "--input nowhere.csv"})
  void whatCannotBeDoneExitsWithTwo(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: barograph measure quotes");
  }

  @Test
  void aCalendarThatIsNoneExitsWithTwo() throws IOException {
    Path file = file(HEADER);
    assertThat(run("--input", "" + file, "--out", "-", "--calendar", "A=NASDAQ")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--calendar must name one of XNYS, XNAS")
        .contains("NASDAQ");
    assertThat(run("--input", "" + file, "--out", folder + "/none/x.csv")).isEqualTo(2);
    assertThat(run("--input", "" + file, "--out", "-", "--calendar", "A=24x7")).isZero();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("quotes.csv"), text);
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[arguments.length + 2];
    all[0] = "measure";
    all[1] = "quotes";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return line.execute(all);
  }
}
