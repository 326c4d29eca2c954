package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What correlation makes of days of which there is no graph. */
class AlikeAlertsTest {
  private static final int SEEDS = Integer.getInteger("groups.seeds", 20);

  /** As good as where a graph is known, if the cause shows at what the alerts share. */
  @Test
  void causesThatNoGraphKnowsAreFoundByWhatTheirAlertsShare() {
    Score all = new Score();
    LongStream.rangeClosed(1, SEEDS).forEach(seed -> all.add(new SimulatedGroups(seed)));
    System.out.printf("groups: %d days, %s%n", SEEDS, all);

    assertThat(all.f1()).as("%s", all).isGreaterThanOrEqualTo(0.95);
    assertThat(all.precision()).as("%s", all).isGreaterThanOrEqualTo(0.93);
  }

  /** Pairs of alerts that are together, and that are so rightly. */
  private static final class Score {
    private long found;
    private long were;
    private long both;
    private int incidents;

    void add(SimulatedGroups day) {
      Set<String> ids = new HashSet<>();
      IncidentLedger ledger = new IncidentLedger(0);
      Correlator correlator =
          new Correlator(
              CorrelationPolicy.DEFAULT,
              ImpactPolicy.DEFAULT,
              incident -> {
                ids.add(incident.id());
                ledger.take(incident);
              });
      day.events.forEach(correlator::take);
      correlator.end();
      for (String id : ids) {
        Map<Object, Integer> parts = new HashMap<>();
        for (String alert : ledger.members(id)) {
          Integer cause = day.truth.get(alert);
          parts.merge(cause == null ? alert : cause, 1, Integer::sum);
        }
        incidents += parts.isEmpty() ? 0 : 1;
        found += pairs(ledger.members(id).size());
        parts.values().forEach(size -> both += pairs(size));
      }
      Map<Integer, Integer> sizes = new HashMap<>();
      day.truth.values().forEach(cause -> sizes.merge(cause, 1, Integer::sum));
      sizes.values().forEach(size -> were += pairs(size));
    }

    private static long pairs(long size) {
      return size * (size - 1) / 2;
    }

    double precision() {
      return both / (double) found;
    }

    double f1() {
      return 2.0 * both / (found + were);
    }

    @Override
    public String toString() {
      return "%d incidents: pairs F1 %.3f (precision %.3f, recall %.3f)"
          .formatted(incidents, f1(), precision(), both / (double) were);
    }
  }
}
