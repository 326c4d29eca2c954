package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bench root-cause} and {@code bench alarms}, on data made here. */
class BenchCommandTest {
  private static final String COLUMNS =
      "t,node,latency_avg,latency_p95,availability_avg,requests_sum";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsHowOftenTheRootOfAPetShopIssueIsFirstAndWhy() throws IOException {
    Path found = folder.resolve("roots.json");

    assertThat(
            run(
                "bench",
                "root-cause",
                "--petshop",
                petShop("back").toString(),
                "--cases",
                "--out",
                found.toString()))
        .isZero();
    assertThat(out.toString())
        .contains("petshop          all                  1   1.00   1.00")
        .contains("petshop one: latency at back is candidate 1")
        .contains("back (latency_avg ")
        .contains("by front > back");
    JsonNode json = new ObjectMapper().readTree(found.toFile());
    assertThat(json.at("/data_sets/0/top_1").asDouble()).isEqualTo(1);
    assertThat(json.at("/data_sets/0/by_fault/latency/cases_ranked").asInt()).isEqualTo(1);
    assertThat(json.at("/data_sets/0/cases/0/candidates/0/path/0").asText()).isEqualTo("front");
    assertThat(json.at("/data_sets/0/cases/0/candidates/0/parts/0/kind").asText())
        .isEqualTo("duration");
  }

  @Test
  void theRankingDoesNotReadTheAnswer() throws IOException {
    assertThat(run("bench", "root-cause", "--petshop", petShop("front").toString())).isZero();
    assertThat(out.toString()).contains("petshop          all                  1   0.00   ");
  }

  @Test
  void findsTheRootOfANezhaFault() throws IOException {
    assertThat(run("bench", "root-cause", "--nezha", nezha().toString())).isZero();
    assertThat(out.toString()).contains("shop             all                  1   1.00   1.00");
  }

  @Test
  void whatIsWrongWithAFileIsSaidWithItsLine() throws IOException {
    Path shop = petShop("back");
    zip(shop.resolve("issue_metrics.csv.gz"), "issue," + COLUMNS + "\none,60,back,slow,1,100,10\n");

    assertThat(run("bench", "root-cause", "--petshop", shop.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("issue_metrics.csv.gz line 2: latency_avg must be a number, was slow");
  }

  @Test
  void aWrongCommandLineIsRefused() {
    assertThat(run("bench")).isEqualTo(2);
    assertThat(run("bench", "root-cause")).isEqualTo(2);
    assertThat(err.toString()).contains("--petshop or --nezha must name a folder");
    assertThat(run("bench", "root-cause", "--petshop", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--petshop must be a folder with an edges.csv, was ");
    assertThat(run("bench", "root-cause", "--nezha", ".", "--window", "5s")).isEqualTo(2);
    assertThat(err.toString()).contains("--window must be >= 1m, was PT5S");
    assertThat(run("bench", "alarms", folder.toString(), "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("DIR must be a folder with an alarms.csv, was ");
    assertThat(run("bench", "detection", "--duration", "1m")).isEqualTo(2);
    assertThat(err.toString()).contains("--duration must be at least 150 s so that every alert");
    assertThat(run("bench", "detection", "--prometheus", folder.resolve("none").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--prometheus must be a program, was " + folder);
  }

  @Test
  void writesTheGroupOfEachAlarmAndThePairsOfTypes() throws IOException {
    StringBuilder alarms = new StringBuilder("start_s,end_s,alarm_type,device\n");
    for (int day = 0; day < 20; day++) {
      int at = day * 86_400;
      alarms.append(at).append(',').append(at).append(",loss,r1\n");
      alarms.append(at + 9).append(',').append(at + 9).append(",down,r2\n");
    }
    Files.writeString(folder.resolve("alarms.csv"), alarms);
    Files.writeString(folder.resolve("topology_edges.csv"), "device_a,device_b\nr1,r2\n");
    Path found = folder.resolve("found");

    assertThat(run("bench", "alarms", folder.toString(), "--out", found.toString())).isZero();
    assertThat(out.toString()).contains("40 alarms in ").contains("1 pairs of types");
    assertThat(Files.readAllLines(found.resolve("edges.csv")))
        .containsExactly("cause_type,effect_type", "loss,down");
    assertThat(Files.readAllLines(found.resolve("groups.csv")))
        .hasSize(41)
        .startsWith("alarm_row,group_id", "0,0", "1,1");
    assertThat(run("bench", "alarms", folder.toString(), "--out", "x", "--hops", "-1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--hops must be >= 0, was -1");
  }

  private Path petShop(String answer) throws IOException {
    Path shop = Files.createDirectories(folder.resolve("shop"));
    Files.writeString(shop.resolve("edges.csv"), "caller,callee\nfront,back\n");
    StringBuilder normal = new StringBuilder(COLUMNS + "\n");
    for (int i = 0; i < 30; i++) {
      normal.append(i * 300).append(",front,0.1,0.2,100,400\n");
      normal.append(i * 300).append(",back,0.02,0.04,100,400\n");
    }
    zip(shop.resolve("normal_metrics.csv.gz"), normal.toString());
    zip(
        shop.resolve("issue_metrics.csv.gz"),
        "issue,"
            + COLUMNS
            + "\none,9000,front,0.1,0.2,100,400\none,9000,back,0.02,,,\n"
            + "one,9300,front,0.4,0.9,100,400\none,9300,back,0.31,0.4,100,400\n");
    Files.writeString(
        shop.resolve("ground_truth.json"),
        "[{\"issue\":\"one\",\"target_metric\":\"latency\",\"root_cause_node\":\"%s\"}]"
            .formatted(answer));
    return shop;
  }

  private Path nezha() throws IOException {
    Path shop = Files.createDirectories(folder.resolve("shop"));
    Files.writeString(shop.resolve("edges.csv"), "caller,callee\nfront,back\n");
    StringBuilder metrics =
        new StringBuilder(
            "t,service,cpu_pct,mem_pct,sys_read,sys_write,net_rx,net_tx,client_p90_s,"
                + "server_p90_s,server_p99_s,ops,node_cpu_pct\n");
    StringBuilder services =
        new StringBuilder("t,service,spans,self_p50_ms,self_p90_ms,dur_p90_ms\n");
    StringBuilder edges =
        new StringBuilder("t,caller,callee,calls,callee_p90_ms,net_gap_p50_ms,net_gap_p90_ms\n");
    StringBuilder logs = new StringBuilder("t,service,lines,err_lines\n");
    for (int i = 0; i < 34; i++) {
      int t = i * 60;
      boolean isLate = i > 30;
      metrics.append(
          String.format(Locale.ROOT, "%d,front,9,20,,,,,,%s,,5,\n", t, isLate ? "0.4" : "0.1"));
      metrics.append(String.format(Locale.ROOT, "%d,back,9,20,,,,,,0.02,,5,\n", t));
      services.append(t).append(",front,100,2,5,40\n").append(t).append(",back,100,1,3,9\n");
      edges.append(t).append(",front,back,100,9,").append(isLate ? "300,310\n" : "1,2\n");
      logs.append(t).append(",front,200,0\n").append(t).append(",back,100,0\n");
    }
    zip(shop.resolve("metrics.csv.gz"), metrics.toString());
    zip(shop.resolve("trace_services.csv.gz"), services.toString());
    zip(shop.resolve("trace_edges.csv.gz"), edges.toString());
    zip(shop.resolve("log_services.csv.gz"), logs.toString());
    Files.writeString(
        shop.resolve("faults.json"),
        "[{\"id\":\"f\",\"inject_epoch\":1804,\"root_cause_service\":\"back\","
            + "\"fault_type\":\"network_delay\"}]");
    return shop;
  }

  private static void zip(Path file, String text) throws IOException {
    try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file))) {
      zipped.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private int run(String... arguments) {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
