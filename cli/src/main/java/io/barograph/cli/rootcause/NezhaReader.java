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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nezha (FSE 2023): metrics, traces and logs by the minute of one run with faults.
 *
 * <p>A window begins with the minute in which the fault was injected: that an incident is there is
 * given, where it began is not.
 */
final class NezhaReader {
  private static final long MINUTE = 60_000;
  private static final Signal CPU = Signal.of("cpu_pct", SignalKind.UTILISATION);
  private static final Signal MEMORY = Signal.of("mem_pct", SignalKind.UTILISATION);
  private static final Signal SERVER = Signal.quantile("server_p90_s", SignalKind.DURATION, 0.9);
  private static final Signal SELF_HALF =
      Signal.quantile("self_p50_ms", SignalKind.SELF_TIME, 0.5, 0.9);
  private static final Signal SELF_TAIL = Signal.quantile("self_p90_ms", SignalKind.SELF_TIME, 0.9);
  private static final Signal GAP_HALF =
      Signal.quantile("net_gap_p50_ms", SignalKind.NETWORK_TIME, 0.5, 0.9);
  private static final Signal GAP_TAIL =
      Signal.quantile("net_gap_p90_ms", SignalKind.NETWORK_TIME, 0.9);
  private static final Signal LINES = Signal.of("lines", SignalKind.LOG_LINES);
  private static final Signal ERRORS = Signal.of("err_lines", SignalKind.ERRORS);
  private static final Signal CALLS = Signal.of("calls", SignalKind.CALLS);

  private final ServiceGraph graph;
  private final List<Measure> measures = new ArrayList<>();

  /** By the minute, how many spans each service had. */
  private final Map<Long, Map<String, Double>> spans = new HashMap<>();

  /** By the minute and the caller, how often it called each callee. */
  private final Map<Long, Map<String, Map<String, Double>>> calls = new HashMap<>();

  private NezhaReader(ServiceGraph graph) {
    this.graph = graph;
  }

  /**
   * Reads a folder.
   *
   * @param length of the window of an incident, whole minutes
   */
  static FaultRun read(Path folder, Duration length) throws IOException {
    NezhaReader reader = new NezhaReader(PetShopReader.graph(folder.resolve("edges.csv")));
    CsvRows.read(folder.resolve("metrics.csv.gz"), reader::metrics);
    CsvRows.read(folder.resolve("trace_services.csv.gz"), reader::services);
    CsvRows.read(folder.resolve("trace_edges.csv.gz"), reader::edges);
    CsvRows.read(folder.resolve("log_services.csv.gz"), reader::logs);
    reader.fanOut();
    reader.measures.sort(Comparator.comparingLong(Measure::time));
    List<JsonNode> faults = new ArrayList<>();
    new ObjectMapper().readTree(folder.resolve("faults.json").toFile()).forEach(faults::add);
    faults.sort(Comparator.comparingLong(fault -> fault.path("inject_epoch").asLong()));
    Map<String, Answer> answers = new HashMap<>();
    List<Case> cases = new ArrayList<>();
    int next = 0;
    for (JsonNode fault : faults) {
      long from = Math.floorDiv(fault.path("inject_epoch").asLong() * 1_000, MINUTE) * MINUTE;
      int first = reader.firstFrom(from, next);
      int end = reader.firstFrom(from + length.toMillis(), first);
      String id = fault.path("id").asText();
      cases.add(
          new Case(id, reader.measures.subList(next, first), reader.measures.subList(first, end)));
      answers.put(
          id,
          new Answer(fault.path("root_cause_service").asText(), fault.path("fault_type").asText()));
      next = end;
    }
    return new FaultRun(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        reader.graph,
        cases,
        true,
        answers);
  }

  private int firstFrom(long time, int at) {
    int index = at;
    while (index < measures.size() && measures.get(index).time() < time) {
      index++;
    }
    return index;
  }

  private void metrics(CsvRows row) {
    long time = row.millis("t");
    String service = row.text("service");
    measures.add(Measure.of(time, CPU, service, row.number("cpu_pct"), 1));
    measures.add(Measure.of(time, MEMORY, service, row.number("mem_pct"), 1));
    double requests = row.number("ops") * MINUTE / 1_000;
    measures.add(Measure.of(time, SERVER, service, row.number("server_p90_s"), requests));
  }

  private void services(CsvRows row) {
    long time = row.millis("t");
    String service = row.text("service");
    double count = row.number("spans");
    spans.computeIfAbsent(time, any -> new HashMap<>()).put(service, count);
    measures.add(Measure.of(time, SELF_HALF, service, seconds(row, "self_p50_ms"), count));
    measures.add(Measure.of(time, SELF_TAIL, service, seconds(row, "self_p90_ms"), count));
  }

  private void edges(CsvRows row) {
    long time = row.millis("t");
    String caller = row.text("caller");
    String callee = row.text("callee");
    double count = row.number("calls");
    calls
        .computeIfAbsent(time, any -> new HashMap<>())
        .computeIfAbsent(caller, any -> new HashMap<>())
        .put(callee, count);
    measures.add(
        new Measure(time, GAP_HALF, caller, callee, seconds(row, "net_gap_p50_ms"), count));
    measures.add(
        new Measure(time, GAP_TAIL, caller, callee, seconds(row, "net_gap_p90_ms"), count));
  }

  private void logs(CsvRows row) {
    long time = row.millis("t");
    String service = row.text("service");
    double count = spans.getOrDefault(time, Map.of()).getOrDefault(service, 0.0);
    measures.add(Measure.of(time, LINES, service, row.number("lines"), count));
    measures.add(Measure.of(time, ERRORS, service, row.number("err_lines"), count));
  }

  /** That a service made no call in a minute in which it worked is a count of calls too. */
  private void fanOut() {
    spans.forEach(
        (time, services) ->
            services.forEach(
                (caller, count) -> {
                  Map<String, Double> made =
                      calls.getOrDefault(time, Map.of()).getOrDefault(caller, Map.of());
                  for (String callee : graph.callees(caller)) {
                    measures.add(
                        new Measure(
                            time, CALLS, caller, callee, made.getOrDefault(callee, 0.0), count));
                  }
                }));
  }

  /** Clocks of two machines differ: a gap below nothing is none. */
  private static double seconds(CsvRows row, String column) {
    return Math.max(0, row.number(column) / 1_000);
  }
}
