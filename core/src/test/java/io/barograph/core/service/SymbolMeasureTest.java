package io.barograph.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.measure.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SymbolMeasureTest {
  private static final long SEED = 7;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** A midnight, so that windows that end here cover all of their span. */
  private static final long END = 20_000 * DAY;

  private static final SymbolMeasureKind KIND = new SymbolMeasureKind(SymbolPolicy.DEFAULT);

  @Test
  void queriesAreCountedOverWindows() {
    Measure<Request> measure = begin();
    for (int i = 0; i < 120; i++) {
      measure.add(query(END - 10 * SECOND * i));
    }
    Samples samples = Samples.of(measure, END + 5 * SECOND);

    assertThat(samples.value("barograph_symbol_queries_total{symbol=BTCUSD}")).isEqualTo(120);
    assertThat(samples.value("barograph_symbol_last_query_age_seconds{symbol=BTCUSD}"))
        .isEqualTo(5);
    samples = Samples.of(measure, END);
    assertThat(samples.value(of("queries", "1m"))).isEqualTo(6);
    assertThat(samples.value(of("queries", "5m"))).isEqualTo(30);
    assertThat(samples.value(of("queries_per_second", "5m"))).isEqualTo(0.1);
    assertThat(samples.value(of("queries", "1h"))).isEqualTo(120);
    assertThat(samples.value(of("queries_per_second", "1d"))).isEqualTo(120 / 86_400.0);
  }

  @Test
  void heatIsTheRateByThatOfTheDay() {
    Measure<Request> measure = begin();
    for (long time = END - 2 * DAY; time <= END; time += MINUTE) {
      measure.add(query(time));
    }
    assertThat(Samples.of(measure, END).value(of("query_heat_ratio", "1h"))).isEqualTo(1);

    for (int i = 0; i < 35; i++) {
      measure.add(query(END - 8 * SECOND * i));
    }
    assertThat(Samples.of(measure, END).value(of("query_heat_ratio", "5m")))
        .isCloseTo(40 / 300.0 / ((1_440 + 35) / 86_400.0), within(1e-12));
  }

  @Test
  void aSymbolThatIsNewIsMeasuredByTheTimeSinceItsFirstQuery() {
    Measure<Request> measure = begin();
    long first = END - 2 * HOUR;
    for (long time = first; time <= END; time += MINUTE) {
      measure.add(query(time));
    }
    assertThat(Samples.of(measure, END).value(of("query_heat_ratio", "1h")))
        .isCloseTo(1, within(0.01));
  }

  @Test
  void fewQueriesAndTheFirstHourSayNotWhatIsUsual() {
    Measure<Request> few = begin();
    for (int i = 0; i < 29; i++) {
      few.add(query(END - HOUR * i / 10));
    }
    assertThat(Samples.of(few, END).has(of("query_heat_ratio", "5m"))).isFalse();
    few.add(query(END));
    assertThat(Samples.of(few, END).has(of("query_heat_ratio", "5m"))).isTrue();

    Measure<Request> young = begin();
    for (int i = 0; i < 100; i++) {
      young.add(query(END - HOUR + 1 + i));
    }
    assertThat(Samples.of(young, END).has(of("query_heat_ratio", "1h"))).isFalse();
    assertThat(Samples.of(young, END + 1).has(of("query_heat_ratio", "1h"))).isTrue();
    assertThat(Samples.of(young, END + 1).has(of("query_heat_ratio", "1d"))).isFalse();
  }

  @Test
  void aLateQueryCountsWhereItsTimeStillLies() {
    Measure<Request> measure = begin();
    measure.add(query(END));
    Samples.of(measure, END);
    measure.add(query(END - 10 * MINUTE));
    Samples samples = Samples.of(measure, END + 5 * SECOND);

    assertThat(samples.value(of("queries", "5m"))).isEqualTo(1);
    assertThat(samples.value(of("queries", "1h"))).isEqualTo(2);
    assertThat(samples.value("barograph_symbol_last_query_age_seconds{symbol=BTCUSD}"))
        .isEqualTo(5);
  }

  @Test
  void goesOnAfterItWasWrittenAsIfItNeverWas() throws IOException {
    Random random = new Random(SEED);
    Measure<Request> measure = begin();
    long time = END;
    for (int i = 0; i < 3_000; i++) {
      time += random.nextInt(60_000);
      measure.add(query(time));
      if (i % 100 == 0) {
        Samples.of(measure, time);
        Measure<Request> read = KIND.read(Samples.in(measure));
        assertThat(Samples.bytes(read)).as("seed %d", SEED).isEqualTo(Samples.bytes(measure));
        assertThat(Samples.of(read, time + MINUTE).all())
            .isEqualTo(Samples.of(KIND.read(Samples.in(measure)), time + MINUTE).all())
            .containsKey(of("queries", "1d"));
      }
    }
    assertThat(Samples.bytes(measure).length).isLessThan(SymbolMeasure.MAX_BYTES);
  }

  @Test
  void anotherPolicyReadsTheWindowsThatItHas() throws IOException {
    Measure<Request> measure = begin();
    measure.add(query(END));
    Samples.of(measure, END);
    SymbolMeasureKind other =
        new SymbolMeasureKind(
            new SymbolPolicy(
                List.of(Duration.ofHours(1), Duration.ofHours(2)),
                Duration.ofDays(2),
                1,
                Duration.ofMinutes(1),
                Duration.ofDays(3)));
    Samples samples = Samples.of(other.read(Samples.in(measure)), END);

    assertThat(samples.value(of("queries", "1h"))).isEqualTo(1);
    assertThat(samples.value(of("queries", "2h"))).isZero();
    assertThat(samples.value(of("queries", "2d"))).isZero();
    assertThat(samples.has(of("queries", "1m"))).isFalse();
    assertThat(samples.value("barograph_symbol_queries_total{symbol=BTCUSD}")).isEqualTo(1);
  }

  @Test
  void endsWithStaleMarkersAfterLongSilence() {
    Measure<Request> measure = begin();
    measure.add(query(END));
    Samples.of(measure, END);
    long end = END + 7 * DAY;

    assertThat(measure.isSpent(end - 1)).isFalse();
    assertThat(measure.isSpent(end)).isTrue();
    assertThat(Samples.of(measure, end).isStale(of("queries", "1d"))).isTrue();
    assertThat(Samples.of(measure, end + 1).all()).isEmpty();
  }

  @Test
  void aRequestKeepsItsSymbolAndAnOlderOneHasNone() throws IOException {
    Request request = query(END);
    assertThat(Request.readOnSymbol(written(request))).isEqualTo(request);

    Request onNone = request.on("");
    assertThat(Request.read(written(onNone))).isEqualTo(onNone);
    assertThat(onNone.isOnSymbol()).isFalse();
  }

  private static DataInputStream written(Request request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    request.write(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void idsOfTwoServicesDiffer() {
    Request one = new Request("a", "/", "", 200, 0, -1, -1, "", 1, "bc").on("S");
    Request other = new Request("ab", "/", "", 200, 0, -1, -1, "", 1, "c").on("S");

    assertThat(KIND.id(one)).isNotEqualTo(KIND.id(other));
    assertThat(KIND.key(one)).isEqualTo(KIND.key(other)).isEqualTo("S");
    assertThat(KIND.name()).isEqualTo("symbol-queries");
  }

  @Test
  void boundsAreTold() {
    Duration hour = Duration.ofHours(1);
    Duration day = Duration.ofDays(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymbolPolicy(List.of(hour, hour), day, 1, hour, day))
        .withMessage("windows must differ, were [PT1H, PT1H]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymbolPolicy(Collections.nCopies(5, hour), day, 1, hour, day))
        .withMessage("windows must be 4 at most, were 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymbolPolicy(List.of(day), day, 1, hour, day))
        .withMessage("a window must be < usual, PT24H, was PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymbolPolicy(List.of(hour), day, 0, hour, day))
        .withMessage("minQueries must be 1 to 1000000, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymbolPolicy(List.of(hour), day, 1, Duration.ofDays(2), day))
        .withMessage("usual must be >= minKnown, PT48H, was PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymbolPolicy(List.of(hour), day, 1, hour, hour))
        .withMessage("forgetAfter must be >= usual, PT24H, was PT1H");
  }

  private static Measure<Request> begin() {
    return KIND.begin(query(END));
  }

  private static Request query(long time) {
    return new Request("quotes", "/bars", "GET", 200, 0.01, -1, -1, "u", time, "q" + time)
        .on("BTCUSD");
  }

  private static String of(String name, String window) {
    return SymbolMetric.PREFIX + name + "{symbol=BTCUSD,window=" + window + "}";
  }
}
