package io.barograph.cli;

import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.measure.QuoteList;
import io.barograph.cli.measure.RecordInput;
import io.barograph.core.market.Finding;
import io.barograph.core.market.MarketFault;
import io.barograph.core.market.MarketPolicy;
import io.barograph.core.market.MarketReplay;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.session.SessionCalendars;
import io.barograph.formats.record.QuoteReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the faults in a file of quotes. */
@Command(
    name = "quotes",
    mixinStandardHelpOptions = true,
    description = {
      "Finds what is wrong with the quotes in a file: spikes that revert, crossed, locked, wide and"
          + " stuck prices, volume bursts, sequence gaps, duplicates, quotes out of order and late,"
          + " prices that are not positive, and silence while the venue is open.",
      "FILE is CSV with a header or JSON lines, gzipped or not, with the fields event_epoch (or"
          + " event_time), symbol, venue, bid, ask, and if there are any recv_epoch (or recv_time),"
          + " seq, bid_size, ask_size, volume: docs/schemas/quote.schema.json. All of it is held in"
          + " memory, about 200 bytes a quote.",
      "What is usual is learned from the file itself, up to the quote that is judged. A venue is"
          + " open by the calendar of its name; silence is not judged on a venue that has none.",
      "Writes sym,kind,start,end in seconds of event time since the epoch.",
      "Exit status 0 if all rows were taken, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph measure quotes --input quotes.csv.gz --out faults.csv",
      "  barograph measure quotes --input quotes.jsonl --calendar BINANCE=24x7 --out -",
      "  barograph measure quotes --input quotes.csv --settings barograph.yml --out -",
    })
final class MeasureQuotesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private MeasureOptions files;

  @Mixin private MeasureSettingsOption settings;

  @Option(
      names = "--calendar",
      paramLabel = "VENUE=NAME",
      description =
          "the calendar of a venue that is not called like it: XNYS, XNAS, XLON, XHKG, XSHG, XSHE,"
              + " XTKS, CME, 24x7 or 24x5")
  private Map<String, String> calendars = new TreeMap<>();

  @Option(
      names = "--all-kinds",
      description = "write volume_drought and clock_skew too, which not every reader knows")
  private boolean allKinds;

  @Override
  public Integer call() throws IOException {
    PolicyBook<MarketPolicy> policies = policies();
    RecordInput input = files.input();
    FigureTable out = files.out();
    PrintWriter err = spec.commandLine().getErr();
    QuoteList quotes = new QuoteList();
    input.read(new QuoteReader(), quotes::add);
    for (String venue : quotes.venues()) {
      if (policies.rest().calendarOf(venue).isEmpty()) {
        err.println(
            "no calendar is called %s, silence is not judged on it: name one by --calendar %s=NAME"
                .formatted(venue, venue));
      }
    }
    Set<MarketFault> kinds = EnumSet.allOf(MarketFault.class);
    if (!allKinds) {
      kinds.removeAll(EnumSet.of(MarketFault.VOLUME_DROUGHT, MarketFault.CLOCK_SKEW));
    }
    List<Finding> found =
        MarketReplay.findings(quotes.all(), policies).stream()
            .filter(finding -> kinds.contains(finding.fault()))
            .toList();
    out.write(lines(found));
    err.println(
        String.format(
            Locale.ROOT,
            "%,d quotes read, %,d rows refused, %,d faults found",
            quotes.all().size(),
            input.refused(),
            found.size()));
    err.flush();
    return input.isAllTaken() ? 0 : 1;
  }

  private PolicyBook<MarketPolicy> policies() throws IOException {
    for (Map.Entry<String, String> of : calendars.entrySet()) {
      if (SessionCalendars.named(of.getValue()).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--calendar must name one of %s, was %s"
                .formatted(String.join(", ", SessionCalendars.names()), of.getValue()));
      }
    }
    return settings.policies().withCalendars(calendars).quotes();
  }

  private static List<String> lines(List<Finding> found) {
    List<String> lines = new ArrayList<>(List.of("sym,kind,start,end"));
    for (Finding finding : found) {
      lines.add(
          "%s,%s,%s,%s"
              .formatted(
                  FigureTable.csv(finding.symbol()),
                  finding.fault().word(),
                  seconds(finding.start()),
                  seconds(finding.end())));
    }
    return lines;
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1_000, millis % 1_000);
  }
}
