package io.barograph.cli.rootcause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.csv.CsvRows;
import io.barograph.cli.rootcause.FaultRun.Answer;
import io.barograph.cli.rootcause.FaultRun.Case;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.rootcause.Measure;
import io.barograph.core.rootcause.Signal;
import io.barograph.core.rootcause.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * PetShop (arXiv 2311.04806): the metrics of an application in a quiet period and around issues.
 *
 * <p>Which node and metric the alarm was on is not used.
 */
final class PetShopReader {
  private static final Signal LATENCY = Signal.of("latency_avg", SignalKind.DURATION);
  private static final Signal FAILURES = Signal.of("availability_avg", SignalKind.ERRORS);

  private PetShopReader() {}

  /** Reads a folder with {@code edges.csv}, both metric files and {@code ground_truth.json}. */
  static FaultRun read(Path folder) throws IOException {
    List<Measure> normal = new ArrayList<>();
    CsvRows.read(folder.resolve("normal_metrics.csv.gz"), row -> add(row, normal));
    Map<String, List<Measure>> windows = new TreeMap<>();
    CsvRows.read(
        folder.resolve("issue_metrics.csv.gz"),
        row -> add(row, windows.computeIfAbsent(row.text("issue"), any -> new ArrayList<>())));
    List<Case> cases = new ArrayList<>();
    windows.forEach(
        (issue, window) ->
            cases.add(new Case(issue, cases.isEmpty() ? normal : List.of(), window)));
    Map<String, Answer> answers = new HashMap<>();
    Path truth = folder.resolve("ground_truth.json");
    for (JsonNode issue : new ObjectMapper().readTree(truth.toFile())) {
      answers.put(
          issue.path("issue").asText(),
          new Answer(issue.path("root_cause_node").asText(), issue.path("target_metric").asText()));
    }
    return new FaultRun("petshop", graph(folder.resolve("edges.csv")), cases, false, answers);
  }

  /** A graph from a file with the columns {@code caller} and {@code callee}. */
  static ServiceGraph graph(Path edges) throws IOException {
    Map<String, List<String>> calls = new TreeMap<>();
    CsvRows.read(
        edges,
        row ->
            calls
                .computeIfAbsent(row.text("caller"), any -> new ArrayList<>())
                .add(row.text("callee")));
    return new ServiceGraph(calls, Map.of());
  }

  private static void add(CsvRows row, List<Measure> to) {
    long time = row.millis("t");
    String node = row.text("node");
    double requests = row.number("requests_sum");
    double failed = requests * (1 - row.number("availability_avg") / 100);
    to.add(Measure.of(time, LATENCY, node, row.number("latency_avg"), requests));
    to.add(Measure.of(time, FAILURES, node, failed, requests));
  }
}
