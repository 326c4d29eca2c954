package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.barograph.ml.peers.PeerClustering;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a build with clusters. */
final class PeersCommandTest {
  private static final long MINUTE = 60_000;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void thereAreClusters() {
    assumeTrue(PeerClustering.ofBuild().isPresent());
  }

  @Test
  void saysWhichHostIsUnlikeItsPeersAndInWhat() throws IOException {
    Path output = folder.resolve("scores.csv");

    assertThat(execute("--input", "" + hosts(12), "--output", "" + output)).as("" + err).isZero();

    List<String> rows = Files.readAllLines(output);
    assertThat(rows).hasSize(1 + 2 * 12);
    assertThat(rows.get(0))
        .isEqualTo("timestamp,unit,peer_distance_score,cluster,reason,metric,statistic,deviation");
    assertThat(rows)
        .filteredOn(row -> row.contains("unlike_peers"))
        .singleElement()
        .asString()
        .startsWith("7200000,h11,")
        .contains(",unlike_peers,heat,mean,");
    assertThat(out.toString()).isEqualToIgnoringNewLines("2 spans, unlike their peers: 1  h11");
  }

  @Test
  void ofSevenNoneHasAScore() throws IOException {
    Path output = folder.resolve("scores.csv");

    assertThat(execute("--input", "" + hosts(7), "--output", "" + output)).isZero();

    assertThat(Files.readAllLines(output)).contains("3600000,h0,,,too_few_peers,,,");
  }

  @Test
  void rowsOutOfOrderAreRefused() throws IOException {
    Path input = folder.resolve("in.csv");
    Files.writeString(input, "timestamp,unit,load\n7200000,a,1\n0,a,1\n");

    assertThat(execute("--input", "" + input, "--output", "" + folder.resolve("out.csv")))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "in.csv: rows must be in the order of time, timestamp 0 comes behind a later span");
  }

  @Test
  void aSpanIsAMinuteToADay() throws IOException {
    String output = "" + folder.resolve("out.csv");

    assertThat(execute("--input", "" + hosts(2), "--span", "5s", "--output", output)).isEqualTo(2);
    assertThat(err.toString()).startsWith("--span must be 1m to 1d, was 5 s");
  }

  /** Two hours of hosts, of which the twelfth is hot in the second. */
  private Path hosts(int number) throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("timestamp,unit,load,heat\n");
    for (int minute = 0; minute < 120; minute++) {
      for (int host = 0; host < number; host++) {
        double heat = (host == 11 && minute >= 60 ? 90 : 40) + random.nextGaussian();
        text.append(minute * MINUTE).append(",h").append(host).append(',');
        text.append(host % 3 + random.nextGaussian()).append(',').append(heat).append('\n');
      }
    }
    return Files.writeString(folder.resolve("hosts.csv"), text);
  }

  private int execute(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "peers";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
