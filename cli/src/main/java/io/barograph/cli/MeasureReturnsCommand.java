package io.barograph.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.measure.FigureText;
import io.barograph.cli.measure.RecordInput;
import io.barograph.cli.measure.ReturnRows;
import io.barograph.cli.measure.RollingTable;
import io.barograph.core.returns.PathMeasures;
import io.barograph.core.returns.ReturnConvention;
import io.barograph.core.returns.ReturnReport;
import io.barograph.core.returns.ReturnSeries;
import io.barograph.core.window.ElementWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the measures of a series of returns. */
@Command(
    name = "returns",
    mixinStandardHelpOptions = true,
    description = {
      "Prints Sharpe, its probability, Sortino, Calmar, drawdown, value at risk and other measures"
          + " of a series of returns, each by a name that says its convention: docs/measures.md.",
      "The file has a column t, a time that grows, and ret, the return of the period up to it, or"
          + " close, of which the returns are made.",
      "What is undefined is empty, and null in JSON.",
      "Writes JSON if --out ends on .json, else CSV.",
      "Exit status 0 if every row was taken, 1 if one was refused, 2 if the command line is wrong."
    },
    footer = {
      "",
      "Examples:",
      "  barograph measure returns --input closes.csv --out -",
      "  barograph measure returns --input btc.csv --periods-per-year 365 --risk-free 0.04"
          + " --out btc.json",
      "  barograph measure returns --input closes.csv --window 20 --out rolling20.csv.gz"
    })
final class MeasureReturnsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private MeasureOptions files;

  @Option(
      names = "--periods-per-year",
      paramLabel = "N",
      defaultValue = "252",
      description = "252 for sessions (default), 365 for days of a venue that never closes")
  private double periodsPerYear;

  @Option(
      names = "--risk-free",
      paramLabel = "RATE",
      defaultValue = "0",
      description = "the risk-free rate of a year, 0.04 for four percent; 0 unless given")
  private double riskFree;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "print the measures of the last N returns, a row for each, instead")
  private Integer window;

  @Override
  public Integer call() throws IOException {
    ReturnConvention convention = convention();
    if (window != null && (window < 2 || window > ElementWindow.MAX_ELEMENTS)) {
      throw new ParameterException(
          spec.commandLine(),
          "--window must be 2 to %d, was %d".formatted(ElementWindow.MAX_ELEMENTS, window));
    }
    RecordInput input = files.input();
    FigureTable out = files.out();
    ReturnRows rows = new ReturnRows();
    input.read(ReturnRows.Row::read, rows::add);
    if (rows.times().isEmpty()) {
      files.tellNothing("return");
      return 1;
    }
    out.write(window == null ? metrics(rows, convention, out) : rolling(rows, convention, out));
    return input.isAllTaken() ? 0 : 1;
  }

  private ReturnConvention convention() {
    try {
      return new ReturnConvention(periodsPerYear, riskFree);
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage());
    }
  }

  private static List<String> metrics(
      ReturnRows rows, ReturnConvention convention, FigureTable out) {
    ReturnSeries series = new ReturnSeries(rows.returns());
    int trough = new PathMeasures(series).trough();
    String troughTime = trough < 0 ? "" : rows.times().get(trough);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    List<String> lines = new ArrayList<>(List.of("metric,value"));
    ReturnReport.of(series, convention)
        .forEach(
            (name, value) -> {
              lines.add(name + "," + FigureText.of(value));
              FigureTable.put(json, name, value);
              if (name.equals("max_drawdown")) {
                lines.add("max_drawdown_trough_date," + FigureTable.csv(troughTime));
                json.put("max_drawdown_trough_date", trough < 0 ? null : troughTime);
              }
            });
    return out.isJson() ? List.of(FigureTable.pretty(json)) : lines;
  }

  private List<String> rolling(ReturnRows rows, ReturnConvention convention, FigureTable out) {
    List<Map<String, Double>> table = new RollingTable(window, convention).of(rows.returns());
    List<String> lines = new ArrayList<>();
    if (!out.isJson()) {
      lines.add("t," + String.join(",", table.get(0).keySet()));
    }
    for (int i = 0; i < table.size(); i++) {
      lines.add(
          out.isJson()
              ? json(rows.times().get(i), table.get(i))
              : csv(rows.times().get(i), table.get(i)));
    }
    return lines;
  }

  private static String csv(String time, Map<String, Double> row) {
    return FigureTable.csv(time)
        + row.values().stream().map(FigureText::of).collect(Collectors.joining(",", ",", ""));
  }

  private static String json(String time, Map<String, Double> row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("t", time);
    row.forEach((name, value) -> FigureTable.put(json, name, value));
    return json.toString();
  }
}
