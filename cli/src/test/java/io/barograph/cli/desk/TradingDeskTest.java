package io.barograph.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.sample.Sample;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.record.BusinessFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TradingDeskTest {
  private static final long SEED = 7;

  @Test
  void saysTheSameForTheSameSeed() {
    assertThat(quietTicks(SEED, 50)).isEqualTo(quietTicks(SEED, 50));
    assertThat(quietTicks(SEED, 50)).isNotEqualTo(quietTicks(SEED + 1, 50));
  }

  @Test
  void staysBelowEveryThresholdWhileNothingGoesWrong() {
    List<DeskTick> ticks = quietTicks(SEED, 600);
    assertThat(drawdowns(ticks, "momentum")).allMatch(drawdown -> drawdown < 0.05);
    for (DeskTick tick : ticks) {
      assertThat(records(tick, BusinessFormat.QUOTES)).hasSize(4);
      assertThat(values(tick, "desk_order_latency_seconds", "", "")).allMatch(value -> value < 0.1);
      assertThat(tick.lines()).noneMatch(line -> line.level().equals("ERROR"));
    }
  }

  @Test
  void losesMoneyAndWinsItBack() {
    List<Double> drawdowns = drawdowns(ticks(15, 25, DeskFault.MOMENTUM_LOSES), "momentum");
    assertThat(drawdowns.get(14)).isBetween(0.10, 0.20);
    assertThat(drawdowns.get(39)).isLessThan(0.05);
  }

  @Test
  void stopsTheQuotesOfOneSymbolAndGoesOnWithTheOthers() {
    List<DeskTick> ticks = ticks(20, 1, DeskFault.QUOTES_STOP);
    assertThat(ticks.subList(0, 20))
        .allSatisfy(
            tick ->
                assertThat(records(tick, BusinessFormat.QUOTES))
                    .hasSize(3)
                    .noneMatch(quote -> quote.key().equals("EURUSD")));
    assertThat(records(ticks.get(20), BusinessFormat.QUOTES)).hasSize(4);
  }

  @Test
  void predictsMostlyWrongAboutOneSegmentWhileItsModelIsStale() {
    assertThat(accuracy(ticks(0, 60, DeskFault.MODEL_GOES_STALE), "BTCUSD")).isBetween(0.7, 0.9);
    List<DeskTick> stale = ticks(60, 0, DeskFault.MODEL_GOES_STALE);
    assertThat(accuracy(stale, "BTCUSD")).isBetween(0.2, 0.4);
    assertThat(accuracy(stale, "EURUSD")).isBetween(0.7, 0.9);
  }

  @Test
  void whatItTellsIsWhatTheReadersOfTheJobRead() throws Exception {
    for (DeskTick tick : ticks(3, 3, DeskFault.ORDER_GATEWAY_FAILS)) {
      for (DeskRecord record : tick.records()) {
        List<Long> times = new ArrayList<>();
        record
            .format()
            .newDecoder()
            .decode(
                record.bytes(),
                new DecodedRecords() {
                  @Override
                  public void sample(Labels labels, long timestamp, double value, boolean stale) {}

                  @Override
                  public void log(LogRecord log) {}

                  @Override
                  public void refused(String field, String reason) {}

                  @Override
                  public void business(BusinessRecord read) {
                    times.add(read.time());
                  }
                });
        assertThat(times).containsExactly(record.time());
      }
    }
  }

  @Test
  void rejectsOrdersAndLogsErrorsWhileTheGatewayFails() {
    TradingDesk desk = new TradingDesk(SEED);
    DeskTick tick = desk.tick(0, EnumSet.of(DeskFault.ORDER_GATEWAY_FAILS));
    assertThat(tick.lines())
        .filteredOn(line -> line.level().equals("ERROR"))
        .hasSize(30)
        .allMatch(line -> line.service().equals("order-gateway"));
    assertThat(values(tick, "desk_orders_total", "outcome", "rejected"))
        .allMatch(count -> count > 0);
  }

  @Test
  void saysWhoIsAliveAndThatTheGatewayWasDeployedWhenItBeginsToFail() {
    List<DeskTick> ticks = ticks(20, 60, DeskFault.ORDER_GATEWAY_FAILS);
    assertThat(all(ticks, BusinessFormat.CHANGES))
        .singleElement()
        .satisfies(change -> assertThat(change.time()).isEqualTo(60_000));
    assertThat(all(ticks, BusinessFormat.TOPOLOGY)).hasSize(2);
    assertThat(all(ticks, BusinessFormat.HEARTBEATS))
        .hasSize(3 * 16)
        .extracting(DeskRecord::key)
        .contains("order-gateway", "pricing", "risk");
  }

  private static List<DeskRecord> all(List<DeskTick> ticks, BusinessFormat format) {
    return ticks.stream().flatMap(tick -> records(tick, format).stream()).toList();
  }

  @Test
  void givesEachSeriesOneSamplePerTick() {
    for (DeskTick tick : quietTicks(SEED, 3)) {
      assertThat(tick.samples()).extracting(Sample::labels).doesNotHaveDuplicates();
    }
  }

  private static List<DeskTick> quietTicks(long seed, int count) {
    TradingDesk desk = new TradingDesk(seed);
    return new ArrayList<>(
        LongStream.range(0, count).mapToObj(i -> desk.tick(i * 1_000, Set.of())).toList());
  }

  /** So many ticks with a fault, and so many without. */
  private static List<DeskTick> ticks(int faulty, int quiet, DeskFault fault) {
    TradingDesk desk = new TradingDesk(SEED);
    List<DeskTick> ticks = new ArrayList<>();
    for (int second = 0; second < faulty + quiet; second++) {
      ticks.add(
          desk.tick(60_000 + second * 1_000L, second < faulty ? EnumSet.of(fault) : Set.of()));
    }
    return ticks;
  }

  private static List<DeskRecord> records(DeskTick tick, BusinessFormat format) {
    return tick.records().stream().filter(record -> record.format() == format).toList();
  }

  private static List<Double> drawdowns(List<DeskTick> ticks, String strategy) {
    List<Double> drawdowns = new ArrayList<>();
    double peak = 1_000_000;
    for (DeskTick tick : ticks) {
      for (DeskRecord record : records(tick, BusinessFormat.EQUITY)) {
        if (record.key().equals(strategy)) {
          double equity = json(record).get("equity").asDouble();
          peak = Math.max(peak, equity);
          drawdowns.add(1 - equity / peak);
        }
      }
    }
    return drawdowns;
  }

  private static double accuracy(List<DeskTick> ticks, String segment) {
    Map<String, Boolean> saysUp = new HashMap<>();
    int labelled = 0;
    int right = 0;
    for (DeskTick tick : ticks) {
      for (DeskRecord record : records(tick, BusinessFormat.PREDICTIONS)) {
        JsonNode prediction = json(record);
        if (prediction.get("segment").asText().equals(segment)) {
          saysUp.put(record.key(), prediction.at("/probabilities/up").asDouble() > 0.5);
        }
      }
      for (DeskRecord record : records(tick, BusinessFormat.OUTCOMES)) {
        if (saysUp.containsKey(record.key())) {
          labelled++;
          boolean isUp = json(record).get("outcome").asText().equals("up");
          right += saysUp.get(record.key()) == isUp ? 1 : 0;
        }
      }
    }
    return (double) right / labelled;
  }

  private static JsonNode json(DeskRecord record) {
    try {
      return new ObjectMapper().readTree(record.json());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  private static List<Double> values(DeskTick tick, String metric, String label, String value) {
    return tick.samples().stream()
        .filter(sample -> sample.labels().metricName().equals(metric))
        .filter(sample -> label.isEmpty() || get(sample.labels(), label).equals(value))
        .map(Sample::value)
        .toList();
  }

  private static String get(Labels labels, String name) {
    return labels.get(name);
  }
}
