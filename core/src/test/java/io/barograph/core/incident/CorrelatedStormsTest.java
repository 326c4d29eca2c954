package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What correlation makes of days whose incidents are known, on graphs that are drawn. */
class CorrelatedStormsTest {
  private static final int SEEDS = Integer.getInteger("storms.seeds", 20);

  @Test
  void incidentsOfDrawnDaysAreFound() {
    List<Score> scores =
        LongStream.rangeClosed(1, SEEDS).mapToObj(CorrelatedStormsTest::day).toList();
    Score all = scores.stream().reduce(new Score(), Score::with);
    System.out.printf("storms: %d days, %s%n", SEEDS, all);
    assertThat(all.f1()).as("%s", all).isGreaterThanOrEqualTo(0.95);
    assertThat(all.precision()).as("%s", all).isGreaterThanOrEqualTo(0.93);
    assertThat(all.kind()).as("%s", all).isGreaterThanOrEqualTo(0.95);
    assertThat(all.root()).as("%s", all).isGreaterThanOrEqualTo(0.90);
  }

  private static Score day(long seed) {
    SimulatedStorms day = new SimulatedStorms(seed);
    Map<String, Incident> last = new LinkedHashMap<>();
    IncidentLedger ledger = new IncidentLedger(0);
    Correlator correlator =
        new Correlator(
            CorrelationPolicy.DEFAULT,
            ImpactPolicy.DEFAULT,
            incident -> {
              last.put(incident.id(), incident);
              ledger.take(incident);
            });
    day.events.forEach(correlator::take);
    correlator.end();
    Score score = Score.of(day, last.values(), ledger);
    if (Boolean.getBoolean("storms.each")) {
      System.out.printf("seed %d: %s%n", seed, score);
    }
    return score;
  }

  /** How well the incidents that were found fit those that were. */
  private static final class Score {
    private long both;
    private long found;
    private long were;
    private int judged;
    private int kinds;
    private int rooted;
    private int roots;
    private int alerts;
    private int told;
    private final Map<String, Integer> wrong = new HashMap<>();

    static Score of(SimulatedStorms day, Iterable<Incident> incidents, IncidentLedger ledger) {
      Score score = new Score();
      Map<String, Incident> of = new HashMap<>();
      for (Incident incident : incidents) {
        score.told += incident.memberCount() == 0 ? 0 : 1;
        score.found += pairs(incident.memberCount());
        Map<Object, Integer> parts = new HashMap<>();
        for (String alert : ledger.members(incident.id())) {
          of.put(alert, incident);
          Object part = day.truth.get(alert);
          parts.merge(part == null ? alert : part, 1, Integer::sum);
        }
        parts.values().forEach(size -> score.both += pairs(size));
      }
      Map<SimulatedStorms.True, List<String>> members = new LinkedHashMap<>();
      day.truth.forEach(
          (alert, incident) ->
              members.computeIfAbsent(incident, any -> new ArrayList<>()).add(alert));
      members.values().forEach(alerts -> score.were += pairs(alerts.size()));
      Map<String, AlertSignal> signals = new HashMap<>();
      for (Evidence event : day.events) {
        if (event instanceof AlertSignal alert && alert.isFiring()) {
          signals.put(alert.id(), alert);
        }
      }
      score.alerts = signals.size();
      for (SimulatedStorms.True incident : day.incidents) {
        score.judge(incident, match(incident, members, of, incidents), members, signals);
      }
      return score;
    }

    private static Incident match(
        SimulatedStorms.True incident,
        Map<SimulatedStorms.True, List<String>> members,
        Map<String, Incident> of,
        Iterable<Incident> incidents) {
      if (incident.kind() == IncidentKind.HEARTBEAT) {
        for (Incident one : incidents) {
          if (one.kind() == IncidentKind.HEARTBEAT
              && one.root().equals(incident.root())
              && Math.abs(one.openedAt() - incident.start()) < 600_000) {
            return one;
          }
        }
        return null;
      }
      Map<Incident, Integer> shared = new LinkedHashMap<>();
      for (String alert : members.getOrDefault(incident, List.of())) {
        if (of.containsKey(alert)) {
          shared.merge(of.get(alert), 1, Integer::sum);
        }
      }
      return shared.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse(null);
    }

    private void judge(
        SimulatedStorms.True incident,
        Incident match,
        Map<SimulatedStorms.True, List<String>> members,
        Map<String, AlertSignal> signals) {
      judged++;
      if (match != null && match.kind() == incident.kind()) {
        kinds++;
      } else {
        wrong.merge(
            incident.kind() + " as " + (match == null ? "none" : match.kind()), 1, Integer::sum);
      }
      boolean alerts =
          members.getOrDefault(incident, List.of()).stream()
              .map(alert -> signals.get(alert))
              .anyMatch(
                  signal ->
                      signal.service().equals(incident.root())
                          || signal.host().equals(incident.root()));
      if (alerts) {
        rooted++;
        boolean isRight = match != null && match.root().equals(incident.root());
        roots += isRight ? 1 : 0;
        if (!isRight) {
          wrong.merge("root of " + incident.kind(), 1, Integer::sum);
        }
      }
    }

    Score with(Score other) {
      Score sum = new Score();
      sum.both = both + other.both;
      sum.found = found + other.found;
      sum.were = were + other.were;
      sum.judged = judged + other.judged;
      sum.kinds = kinds + other.kinds;
      sum.rooted = rooted + other.rooted;
      sum.roots = roots + other.roots;
      sum.alerts = alerts + other.alerts;
      sum.told = told + other.told;
      sum.wrong.putAll(wrong);
      other.wrong.forEach((what, count) -> sum.wrong.merge(what, count, Integer::sum));
      return sum;
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

    double kind() {
      return kinds / (double) judged;
    }

    double root() {
      return roots / (double) rooted;
    }

    @Override
    public String toString() {
      return "%d alerts, %d incidents: pairs F1 %.4f (precision %.4f, recall %.4f), kind %.4f, root %.4f of %d, %d told; wrong %s"
          .formatted(
              alerts,
              judged,
              f1(),
              precision(),
              both / (double) were,
              kind(),
              root(),
              rooted,
              told,
              wrong);
    }
  }
}
