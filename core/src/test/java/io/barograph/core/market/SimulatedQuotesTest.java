package io.barograph.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.market.SimulatedQuotes.Symbol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checks on quotes that have nothing in common with the public data but the faults. */
final class SimulatedQuotesTest {
  private static final double LEAST = 0.98;
  private static final long SEED = 20_240_607;
  private static final int SEEDS = Integer.getInteger("simulated.seeds", 3);
  private static final long START = Instant.parse("2024-06-03T00:10:00Z").toEpochMilli();

  /** Two seconds of a currency; a share with a lunch break; a quiet one; a wild coin. */
  private static final List<Symbol> SYMBOLS =
      List.of(
          new Symbol("EURO", "24x5", START, 40_000, 2_000, 0, 1.08, 1e-5, 1e-5, 8e-5, 1e5, 1.0, 4),
          new Symbol(
              "NIKKO", "XTKS", START, 5_000, 20_000, 0.3, 2_950, 0.5, 2e-4, 1e-3, 300, 0.8, 700),
          new Symbol(
              "LONDO", "XLON", START, 4_000, 45_000, 0.9, 0.713, 1e-4, 4e-4, 2e-3, 1e3, 0.7, 250),
          new Symbol(
              "COIN",
              "CRYPTO24x7",
              START,
              20_000,
              5_000,
              0.1,
              64_000,
              0.1,
              3e-4,
              2e-4,
              0.4,
              0.6,
              90));

  @Test
  void whatIsLearnedFromOtherStreamsFindsTheSameFaults() {
    Map<MarketFault, int[]> sums = new EnumMap<>(MarketFault.class);
    for (long seed = SEED; seed < SEED + SEEDS; seed++) {
      for (Symbol symbol : SYMBOLS) {
        SimulatedQuotes simulated = new SimulatedQuotes(symbol, seed);
        List<Finding> found = MarketReplay.findings(simulated.quotes(), MarketPolicy.DEFAULT);
        Score.of(
                simulated.labels(),
                found,
                any -> symbol.intervalMillis(),
                symbol.irregular() > 0.2 ? Set.of(symbol.name()) : Set.of())
            .forEach(
                (fault, line) -> {
                  int[] sum = sums.computeIfAbsent(fault, any -> new int[4]);
                  sum[0] += line.labels();
                  sum[1] += line.judged();
                  sum[2] += line.hit();
                  sum[3] += line.right();
                  if (line.hit() < line.labels() || line.right() < line.judged()) {
                    System.out.println(symbol.name() + " " + fault.word() + " " + line);
                  }
                });
      }
    }
    Map<MarketFault, Score.Line> lines = new EnumMap<>(MarketFault.class);
    sums.forEach((fault, of) -> lines.put(fault, new Score.Line(of[0], of[1], of[2], of[3])));
    lines.forEach(
        (fault, line) ->
            System.out.printf(
                "simulated %s: %d labels, precision %.4f, recall %.4f%n",
                fault.word(), line.labels(), line.precision(), line.recall()));
    assertThat(lines)
        .as("seeds from " + SEED)
        .allSatisfy((fault, line) -> assertThat(line.precision()).isGreaterThanOrEqualTo(LEAST))
        .allSatisfy((fault, line) -> assertThat(line.recall()).isGreaterThanOrEqualTo(LEAST));
  }

  @Test
  void neitherOrderNorRestartsNorTicksNorKeysChangeWhatIsFound() throws IOException {
    List<Quote> all = new ArrayList<>();
    List<Finding> apart = new ArrayList<>();
    List<Quote> first = new SimulatedQuotes(SYMBOLS.get(1), SEED).quotes();
    long end = first.get(first.size() - 1).receivedAt();
    for (Symbol symbol : SYMBOLS.subList(1, 3)) {
      // What lasts at the end ends with the newest quote of all: let all keys end together.
      List<Quote> quotes =
          new SimulatedQuotes(symbol, SEED)
              .quotes().stream().filter(quote -> quote.receivedAt() <= end).toList();
      all.addAll(quotes);
      apart.addAll(MarketReplay.findings(quotes, MarketPolicy.DEFAULT));
    }
    List<Finding> together = MarketReplay.findings(all, MarketPolicy.DEFAULT);
    assertThat(together).hasSizeGreaterThan(80).containsExactlyInAnyOrderElementsOf(apart);

    List<Quote> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    shuffled.addAll(all.subList(0, 500));
    assertThat(MarketReplay.findings(shuffled, MarketPolicy.DEFAULT)).isEqualTo(together);

    for (long tick : new long[] {1_000, 60_000, 3_600_000}) {
      assertThat(restarted(all, tick, 97))
          .as("ticks of " + tick)
          .containsExactlyInAnyOrderElementsOf(together);
    }
  }

  /** The findings with ticks of other lengths, and a restart of all keys every so many quotes. */
  private static List<Finding> restarted(List<Quote> all, long tickMillis, int every)
      throws IOException {
    QuoteMeasureKind kind = new QuoteMeasureKind(MarketPolicy.DEFAULT);
    List<Quote> quotes = new ArrayList<>(all);
    quotes.sort(Comparator.comparingLong(Quote::receivedAt).thenComparing(Quote::id));
    Map<String, QuoteMeasure> measures = new HashMap<>();
    List<Finding> found = new ArrayList<>();
    long tick = quotes.get(0).receivedAt() / tickMillis * tickMillis + tickMillis;
    long number = 0;
    for (Quote quote : quotes) {
      for (; tick < quote.receivedAt(); tick += tickMillis) {
        for (QuoteMeasure measure : measures.values()) {
          measure.tick(tick, found::add);
        }
      }
      measures.computeIfAbsent(kind.key(quote), any -> kind.begin(quote)).add(quote, found::add);
      if (++number % every == 0) {
        for (Map.Entry<String, QuoteMeasure> entry : measures.entrySet()) {
          byte[] state = bytes(entry.getValue());
          assertThat(state).hasSizeLessThanOrEqualTo(2_048);
          entry.setValue(kind.read(new DataInputStream(new ByteArrayInputStream(state))));
          assertThat(bytes(entry.getValue())).isEqualTo(state);
        }
      }
    }
    long end = quotes.get(quotes.size() - 1).receivedAt();
    measures.values().forEach(measure -> measure.end(end, found::add));
    return found;
  }

  private static byte[] bytes(QuoteMeasure measure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    measure.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
