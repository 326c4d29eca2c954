package io.barograph.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.measure.FigureText;
import io.barograph.cli.measure.RecordInput;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.strategy.StrategyPolicy;
import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeReport;
import io.barograph.formats.record.FreqtradeTradeReader;
import io.barograph.formats.record.MetaTraderDealReader;
import io.barograph.formats.record.RecordReader;
import io.barograph.formats.record.TradeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the figures of trades by strategy. */
@Command(
    name = "trades",
    mixinStandardHelpOptions = true,
    description = {
      "Prints of each strategy win rate, profit factor, expectancy, streaks, drawdown, recovery"
          + " factor, system quality, slippage and fill latency: docs/measures.md.",
      "A trade of profit 0 counts among the trades, is neither win nor loss, and breaks both kinds"
          + " of streak. Quantiles are exact, linear between two trades; those of a stream are off"
          + " by 2 percent at most. Trades are ordered by their close, then by the number of their"
          + " id; of two with the same account, strategy and id the first counts.",
      "Where --settings states a backtest: how many standard errors the mean profit is off it, and in"
          + " how many trades a strategy as good as it would look so bad once.",
      "What is undefined, as a profit factor without a loss, is null, and empty in CSV.",
      "Writes JSON if --out ends on .json, else CSV.",
      "Exit status 0 if every row was taken, 1 if one was refused, 2 if the command line is wrong."
    },
    footer = {
      "",
      "Examples:",
      "  barograph measure trades --input trades.csv --out figures.json",
      "  barograph measure trades --input deals.csv --format metatrader --out -",
      "  barograph measure trades --input trades.csv --settings barograph.yml --out figures.json",
      "  jq -c '.[]' trades.json > trades.jsonl",
      "  barograph measure trades --input trades.jsonl --format freqtrade --out figures.json"
    })
final class MeasureTradesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private MeasureOptions files;

  @Mixin private MeasureSettingsOption settings;

  @Option(
      names = "--format",
      paramLabel = "KIND",
      defaultValue = "barograph",
      description =
          "barograph (default, docs/schemas/trade.schema.json), metatrader (deals of MetaTrader 5)"
              + " or freqtrade")
  private Format format;

  @Option(
      names = "--starting-balance",
      paramLabel = "AMOUNT",
      defaultValue = "10000",
      description = "what an account held before, for the relative drawdown; 10000 unless given")
  private double startingBalance;

  /** Whose names the fields have. */
  enum Format {
    barograph,
    metatrader,
    freqtrade;

    RecordReader<Optional<Trade>> reader() {
      return switch (this) {
        case barograph -> fields -> Optional.of(new TradeReader().read(fields));
        case metatrader -> new MetaTraderDealReader();
        case freqtrade -> new FreqtradeTradeReader();
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!(startingBalance > 0 && startingBalance < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--starting-balance must be > 0, was " + startingBalance);
    }
    RecordInput input = files.input();
    FigureTable out = files.out();
    PolicyBook<StrategyPolicy> policies = settings.policies().strategies();
    Map<String, Map<String, Trade>> strategies = new TreeMap<>();
    input.read(
        format.reader(),
        found -> {
          if (found.isPresent()) {
            Trade trade = found.get();
            strategies
                .computeIfAbsent(name(trade), any -> new TreeMap<>())
                .putIfAbsent(trade.id(), trade);
          }
        });
    if (strategies.isEmpty()) {
      files.tellNothing("trade");
      return 1;
    }
    out.write(out.isJson() ? json(strategies, policies) : csv(strategies, policies));
    return input.isAllTaken() ? 0 : 1;
  }

  /** The strategy, behind its account if there is one. */
  private static String name(Trade trade) {
    return trade.account().isEmpty() ? trade.strategy() : trade.account() + "/" + trade.strategy();
  }

  private Map<String, Double> metrics(
      Map<String, Trade> trades, PolicyBook<StrategyPolicy> policies) {
    Trade any = trades.values().iterator().next();
    StrategyPolicy policy =
        policies.of(Labels.of("account", any.account(), "strategy", any.strategy()));
    return new TradeReport(List.copyOf(trades.values()), startingBalance)
        .metrics(policy.trades().backtest());
  }

  private List<String> json(
      Map<String, Map<String, Trade>> strategies, PolicyBook<StrategyPolicy> policies) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    strategies.forEach(
        (name, trades) -> {
          ObjectNode figures = json.putObject(name);
          metrics(trades, policies)
              .forEach((metric, value) -> FigureTable.put(figures, metric, value));
        });
    return List.of(FigureTable.pretty(json));
  }

  private List<String> csv(
      Map<String, Map<String, Trade>> strategies, PolicyBook<StrategyPolicy> policies) {
    List<String> lines = new ArrayList<>(List.of("strategy,metric,value"));
    strategies.forEach(
        (name, trades) ->
            metrics(trades, policies)
                .forEach(
                    (metric, value) ->
                        lines.add(
                            FigureTable.csv(name) + "," + metric + "," + FigureText.of(value))));
    return lines;
  }
}
