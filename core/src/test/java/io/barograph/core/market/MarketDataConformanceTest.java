package io.barograph.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.session.Openness;
import io.barograph.core.session.SessionCalendars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The faults of the public quote data, found with the shipped defaults. */
final class MarketDataConformanceTest {
  private static final double LEAST = 0.98;

  @Test
  void everyKindOfFaultIsFoundAndNoneIsInvented() throws IOException {
    Path folder = Path.of(System.getProperty("shared.data", "../shared/data"), "quant/market_data");
    assumeTrue(Files.exists(folder), "skipped: there is no " + folder);
    Map<String, String> venues = new HashMap<>();
    List<Quote> quotes = new ArrayList<>();
    for (String row : rows(folder.resolve("quotes.csv.gz"))) {
      Quote quote = quote(row.split(",", -1));
      quotes.add(quote);
      venues.put(quote.symbol(), quote.venue());
    }
    List<Finding> labels = labels(folder.resolve("labels.json"), venues);

    List<Finding> found = MarketReplay.findings(quotes, MarketPolicy.DEFAULT);
    String file = System.getProperty("found.file", "");
    if (!file.isEmpty()) {
      write(found, Path.of(file));
    }
    Map<MarketFault, Score.Line> score =
        Score.of(
            labels, found, symbol -> symbol.equals("SLOWCO") ? 60_000 : 10_000, Set.of("SLOWCO"));

    int hit = 0;
    for (Map.Entry<MarketFault, Score.Line> line : score.entrySet()) {
      Score.Line of = line.getValue();
      hit += of.hit();
      System.out.printf(
          "%s: %d labels, precision %.4f, recall %.4f%n",
          line.getKey().word(), of.labels(), of.precision(), of.recall());
    }
    System.out.printf("market data: %d passed, %d failed, 0 skipped%n", hit, labels.size() - hit);
    assertThat(score)
        .allSatisfy((fault, line) -> assertThat(line.precision()).isGreaterThanOrEqualTo(LEAST))
        .allSatisfy((fault, line) -> assertThat(line.recall()).isGreaterThanOrEqualTo(LEAST));
    assertThat(found)
        .filteredOn(finding -> finding.fault() == MarketFault.GAP)
        .allSatisfy(
            finding -> assertThat(opennessAt(finding.end(), finding)).isEqualTo(Openness.OPEN));
  }

  private static List<String> rows(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).toList();
    }
  }

  private static Quote quote(String[] fields) {
    double[] numbers = new double[10];
    for (int i = 0; i < fields.length; i++) {
      numbers[i] = i == 2 || i == 3 ? 0 : Double.parseDouble(fields[i]);
    }
    return new Quote(
        Math.round(numbers[0] * 1_000),
        Math.round(numbers[1] * 1_000),
        fields[2],
        fields[3],
        (long) numbers[4],
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9]);
  }

  private static Openness opennessAt(long time, Finding finding) {
    return SessionCalendars.named(finding.venue().replace("CRYPTO", "")).orElseThrow().isOpen(time);
  }

  private static void write(List<Finding> found, Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
      out.println("sym,kind,start,end");
      found.forEach(
          finding ->
              out.printf(
                  "%s,%s,%s,%s%n",
                  finding.symbol(),
                  finding.fault().word(),
                  finding.start() / 1e3,
                  finding.end() / 1e3));
    }
  }

  private static List<Finding> labels(Path file, Map<String, String> venues) throws IOException {
    List<Finding> labels = new ArrayList<>();
    for (JsonNode label : new ObjectMapper().readTree(file.toFile()).get("labels")) {
      String symbol = label.get("sym").asText();
      MarketFault fault =
          Arrays.stream(MarketFault.values())
              .filter(of -> of.word().equals(label.get("kind").asText()))
              .findFirst()
              .orElseThrow();
      labels.add(
          new Finding(
              venues.get(symbol),
              symbol,
              fault,
              label.get("start").asLong() * 1_000,
              label.get("end").asLong() * 1_000));
    }
    return labels;
  }
}
