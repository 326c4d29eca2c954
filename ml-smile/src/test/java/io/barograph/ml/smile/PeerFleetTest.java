package io.barograph.ml.smile;

import static io.barograph.ml.smile.PeerRun.HOUR;
import static io.barograph.ml.smile.PeerRun.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.ml.watch.PeerFleetKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeerFleetTest {
  private static final int HOSTS = 12;

  private final PeerRun run = new PeerRun(kind());

  private static PeerFleetKind kind() {
    return PeerRun.kind(Duration.ofHours(1), 1_000);
  }

  /** Hosts that do the same, of which the last is hot in the second hour. */
  private static void minute(PeerRun run, int minute) {
    long time = minute * MINUTE;
    for (int host = 0; host < HOSTS; host++) {
      Random random = new Random(minute * 100L + host);
      boolean isHot = host == HOSTS - 1 && minute >= 60 && minute < 120;
      run.sample("m_load", "h" + host, time + 1, 5 + host % 3 + random.nextGaussian());
      run.sample("m_heat", "h" + host, time + 1, (isHot ? 90 : 40) + random.nextGaussian());
    }
    run.tick(time + MINUTE);
  }

  private static void minutes(PeerRun run, int from, int to) {
    for (int minute = from; minute < to; minute++) {
      minute(run, minute);
    }
  }

  @Test
  void behindASpanEachEntityIsToldHowFarItIsFromItsPeers() {
    minutes(run, 0, 181);

    assertThat(run.told("distance_score").get(0).tick()).isEqualTo(HOUR);
    assertThat(run.told("distance_score"))
        .filteredOn(one -> one.value() >= 0.5)
        .hasSize(60)
        .allMatch(one -> one.host().equals("h11"))
        .allMatch(one -> one.tick() >= 2 * HOUR && one.tick() < 3 * HOUR)
        .allMatch(one -> one.labels().get("detector").equals("hosts"));
    assertThat(run.told("cluster")).allMatch(one -> one.value() >= 1 && one.value() <= 3);
    assertThat(run.told("entities")).last().extracting(PeerRun.Told::value).isEqualTo(12.0);
  }

  @Test
  void whatAnEntityDiffersInMostIsToldUntilItDoesNoMore() {
    minutes(run, 0, 185);

    assertThat(run.told("deviation"))
        .hasSize(61)
        .allMatch(
            one ->
                one.labels()
                    .equals(
                        Labels.of(
                            Labels.METRIC_NAME,
                            "barograph_peer_deviation",
                            "detector",
                            "hosts",
                            "host",
                            "h11",
                            "metric",
                            "m_heat",
                            "statistic",
                            "mean")));
    assertThat(run.told("deviation").get(0).value()).isGreaterThan(10);
    PeerRun.Told last = run.told("deviation").get(60);
    assertThat(last.tick()).isEqualTo(3 * HOUR);
    assertThat(Double.doubleToRawLongBits(last.value())).isEqualTo(StaleMarker.BITS);
  }

  @Test
  void aPrefixIsToldAsTheWhole() {
    minutes(run, 0, 150);
    PeerRun prefix = new PeerRun(kind());
    minutes(prefix, 0, 130);

    assertThat(prefix.told()).hasSizeGreaterThan(1_000);
    assertThat(run.told().subList(0, prefix.told().size())).isEqualTo(prefix.told());
  }

  @Test
  void aSavepointGoesOnAsIfNothingHadBeen() throws IOException {
    PeerRun restarted = new PeerRun(kind());
    for (int minute = 0; minute < 190; minute++) {
      minute(run, minute);
      minute(restarted, minute);
      restarted.restart(kind());
      assertThat(restarted.bytes()).isEqualTo(run.bytes());
    }

    assertThat(restarted.told()).isEqualTo(run.told());
  }

  @Test
  void whatIsComparedByOtherSpansBeginsAnew() throws IOException {
    minutes(run, 0, 70);
    run.restart(PeerRun.kind(Duration.ofHours(2), 1_000));
    int before = run.told().size();
    minutes(run, 70, 110);

    assertThat(run.told().subList(before, run.told().size()))
        .allMatch(one -> one.name().equals("entities") && one.value() == 0);
  }

  /** Two devices of each host; one host has run for longer, another is busier. */
  @Test
  void ofCountersTheRatesAreCompared() throws IOException {
    double[] totals = new double[2 * HOSTS];
    totals[0] = 1e9;
    Random random = new Random(7);
    for (int minute = 0; minute <= 60; minute++) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] += (i / 2 == 1 ? 900 : 100) + 10 * random.nextGaussian();
        Labels series =
            Labels.of(Labels.METRIC_NAME, "m_total", "host", "h" + i / 2, "device", "d" + i % 2);
        run.sample(series, minute * MINUTE + 1, totals[i]);
      }
      run.tick((minute + 1) * MINUTE);
      if (minute == 30) {
        run.restart(PeerRun.kind(Duration.ofHours(1), 100));
      }
    }

    assertThat(run.told("distance_score"))
        .filteredOn(one -> one.value() >= 0.5)
        .isNotEmpty()
        .allMatch(one -> one.host().equals("h1"));
  }

  @Test
  void fewerThanEightAreNotCompared() {
    for (int host = 0; host < 7; host++) {
      run.sample("m_load", "h" + host, 1, host);
    }
    run.tick(HOUR);

    assertThat(run.told()).singleElement().extracting(PeerRun.Told::value).isEqualTo(0.0);
    assertThat(run.told("entities")).hasSize(1);
  }

  @Test
  void entitiesWithoutALabelOrValueDoNotCount() {
    minutes(run, 0, 1);
    run.sample("m_load", "", MINUTE + 2, 4);
    run.sample("m_load", "h99", MINUTE + 2, Double.NaN);
    run.tick(HOUR);

    assertThat(run.told("entities").get(1).value()).isEqualTo(HOSTS);
  }

  @Test
  void entitiesWithoutSamplesAreForgotten() throws IOException {
    minutes(run, 0, 61);
    assertThat(run.isSpent(2 * HOUR)).isFalse();
    int told = run.told("distance_score").size();
    run.tick(2 * HOUR);
    assertThat(run.told("distance_score")).hasSizeGreaterThan(told);
    run.tick(3 * HOUR);
    run.tick(4 * HOUR);

    assertThat(run.told()).noneMatch(one -> one.tick() > 3 * HOUR);
    assertThat(run.isSpent(4 * HOUR)).isTrue();
    assertThat(run.bytes()).hasSizeLessThan(100);
  }

  @Test
  void entitiesAndMetricsBeyondTheBoundsAreToldOnceEach() {
    PeerRun bounded = new PeerRun(PeerRun.kind(Duration.ofHours(1), 2));
    for (int time = 0; time < 3; time++) {
      for (int host = 0; host < 3; host++) {
        for (int metric = 0; metric < 65; metric++) {
          bounded.sample("m" + metric, "h" + host, time, 1);
        }
      }
    }

    assertThat(bounded.refused())
        .containsExactly(
            "metric m64 is one too many in peers hosts, which takes 64; it is left out: narrow"
                + " match",
            "entity {host=\"h2\"} is one too many for peers.max-entities = 2 in peers hosts; it is"
                + " not compared: raise the limit");
    assertThat(bounded.refused()).isEmpty();
  }
}
