package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --settings} of measure commands. */
class MeasureSettingsOptionTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path settings;

  @BeforeEach
  void settings() throws IOException {
    settings = folder.resolve("barograph.yml");
    Files.writeString(
        settings,
        """
        measures:
          strategies:
            - match: {account: live, strategy: carry}
              backtest: {expectancy: 4, deviation: 6}
          quotes:
            - match: {venue: CRYPTO24x7, symbol: A}
              wideBasisPoints: 50
          models:
            - match: {model: fast}
              maxLabelDelay: 1h
        """);
  }

  @Test
  void tradesAreComparedWithTheBacktestThatIsStated() throws IOException {
    String file =
        write(
            """
            account,strategy,trade_id,close_epoch,side,qty,decision_price,fill_price,pnl
            live,carry,1,1700000001,buy,1,100,100,-2
            live,carry,2,1700000002,buy,1,100,100,2
            live,carry,3,1700000003,buy,1,100,100,-2
            live,carry,4,1700000004,buy,1,100,100,2
            live,trend,5,1700000005,buy,1,100,100,2
            """);

    assertThat(run("trades", file)).isZero();
    assertThat(out.toString())
        .contains("\nlive/carry,backtest_deviation,-1.33333")
        .contains("\nlive/carry,backtest_evidence_trades,")
        .doesNotContain("live/trend,backtest");
  }

  @Test
  void quotesAreJudgedBySymbol() throws IOException {
    String file =
        write(
            """
            recv_epoch,event_epoch,symbol,venue,seq,bid,ask,bid_size,ask_size,volume
            1678665600,1678665600,A,CRYPTO24x7,1,99,100,1,1,1
            1678665600,1678665600,B,CRYPTO24x7,1,99,100,1,1,1
            """);

    assertThat(run("quotes", file)).isZero();
    assertThat(out.toString()).contains("A,wide_spread,").doesNotContain("B,");
  }

  @Test
  void outcomesOfAModelCountForAsLongAsIsSaid() throws IOException {
    String file =
        write(
            """
            {"type":"prediction","id":"1","model":"fast","t":1700000000,"value":1}
            {"type":"prediction","id":"2","model":"slow","t":1700000000,"value":1}
            {"type":"outcome","id":"1","t":1700007200,"value":1}
            {"type":"outcome","id":"2","t":1700007200,"value":1}
            """);

    assertThat(run("predictions", file)).isZero();
    assertThat(out.toString()).containsPattern("\"labelled\" : 1\\b");
    assertThat(run("predictions", file, "--max-label-delay", "1d")).isZero();
    assertThat(out.toString()).containsPattern("\"labelled\" : 2\\b");
  }

  @Test
  void settingsThatCannotBeUsedAreTold() throws IOException {
    String file = write("a\n");
    Files.writeString(settings, "measures: {quotes: [{gapTimes: 0}]}");
    assertThat(run("quotes", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "barograph.yml:1:32: measures.quotes 1, field \"gapTimes\": gapTimes must be >= 1,"
                + " was 0");
    Files.delete(settings);
    assertThat(run("quotes", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--settings must be a file that can be read, was ");
  }

  private String write(String text) throws IOException {
    Path file = Files.createTempFile(folder, "rows", text.startsWith("{") ? ".jsonl" : ".csv");
    Files.writeString(file, text);
    return file.toString();
  }

  private int run(String what, String file, String... more) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] arguments = new String[8 + more.length];
    String[] first = {
      "measure", what, "--input", file, "--out", "-", "--settings", settings.toString()
    };
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return line.execute(arguments);
  }
}
