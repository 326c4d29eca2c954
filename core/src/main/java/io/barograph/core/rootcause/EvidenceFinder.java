package io.barograph.core.rootcause;

import io.barograph.core.rootcause.Baselines.Series;
import io.barograph.core.rootcause.Deviation.Usual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Compares the measures of a window with the usual ones.
 *
 * <p>A window counts by its worst interval, not by its last or its mean: faults take effect late
 * and are over early. The cost is that of sorting the past of each series in the window once.
 */
final class EvidenceFinder {
  /** One percent of a limit, and a tenth of a millisecond: less is no difference. */
  private static final double LEAST_PERCENT = 1;

  private static final double LEAST_SECONDS = 1e-4;

  /**
   * A utilisation matters by its limit and not by its past alone, so that a past of which a spread
   * can be told is enough.
   */
  private static final int ENOUGH_OF_A_LIMIT = 2;

  /** Added to counts so that none has a logarithm too. */
  private static final double HALF = 0.5;

  private static final Comparator<Measure> ORDER =
      Comparator.comparing((Measure one) -> one.signal().kind())
          .thenComparing(Measure::service)
          .thenComparing(Measure::callee)
          .thenComparing(one -> one.signal().name())
          .thenComparing(Measure::time);

  private final RootCausePolicy policy;
  private final Baselines baselines;

  EvidenceFinder(RootCausePolicy policy, Baselines baselines) {
    this.policy = policy;
    this.baselines = baselines;
  }

  /** What the signals of one kind of one service or edge say together. */
  private final class Finding {
    private final Measure first;
    private double deviation;
    private double harm;
    private double usual;
    private long since = Evidence.NEVER;
    private boolean isJudged;

    Finding(Measure first) {
      this.first = first;
    }

    void add(long time, double deviates, double more, double expected) {
      isJudged = true;
      deviation = Math.max(deviation, deviates);
      harm += more;
      usual += expected;
      if (deviates >= policy.onset()) {
        since = Math.min(since, time);
      }
    }

    Evidence toEvidence() {
      boolean blamesCallee = first.signal().kind() == SignalKind.NETWORK_TIME;
      return new Evidence(
          first.signal().kind(),
          first.signal().name(),
          first.blamed(),
          blamesCallee ? first.service() : first.callee(),
          deviation,
          harm,
          usual,
          since);
    }
  }

  /** The series of a service, and of its calls, that are not as usual; none if it has no name. */
  Set<Series> unusual(Collection<Measure> window, String service) {
    Map<Series, List<Measure>> bySeries = bySeries(window);
    Peers peers = peers(bySeries);
    Set<Series> unusual = new HashSet<>();
    bySeries.forEach(
        (series, measures) -> {
          if (!service.isEmpty() && series.isOf(service)) {
            Finding finding = new Finding(measures.get(0));
            look(finding, measures, peers);
            if (finding.deviation >= policy.onset()) {
              unusual.add(series);
            }
          }
        });
    return unusual;
  }

  private static Map<Series, List<Measure>> bySeries(Collection<Measure> window) {
    List<Measure> sorted = new ArrayList<>();
    for (Measure measure : window) {
      if (measure.isUsable()) {
        sorted.add(measure);
      }
    }
    sorted.sort(ORDER);
    Map<Series, List<Measure>> bySeries = new TreeMap<>(EvidenceFinder::compare);
    for (Measure measure : sorted) {
      bySeries.computeIfAbsent(Series.of(measure), any -> new ArrayList<>()).add(measure);
    }
    return bySeries;
  }

  /** In the order of kinds and names, whatever the order of the window. */
  List<Evidence> find(Collection<Measure> window) {
    Map<Series, List<Measure>> bySeries = bySeries(window);
    Peers peers = peers(bySeries);
    List<Evidence> found = new ArrayList<>();
    Finding finding = null;
    for (List<Measure> series : bySeries.values()) {
      Measure first = series.get(0);
      if (finding == null || !isSameSubject(finding.first, first)) {
        finding = tell(finding, found, first);
      }
      look(finding, series, peers);
    }
    tell(finding, found, null);
    return found;
  }

  private static int compare(Series a, Series b) {
    int byKind = a.signal().kind().compareTo(b.signal().kind());
    int byService = byKind != 0 ? byKind : a.service().compareTo(b.service());
    int byCallee = byService != 0 ? byService : a.callee().compareTo(b.callee());
    return byCallee != 0 ? byCallee : a.signal().name().compareTo(b.signal().name());
  }

  private static boolean isSameSubject(Measure a, Measure b) {
    boolean addsUp = a.signal().kind().isTime() && a.signal().kind() == b.signal().kind();
    return (addsUp || a.signal().equals(b.signal()))
        && a.service().equals(b.service())
        && a.callee().equals(b.callee());
  }

  private Finding tell(Finding finding, List<Evidence> found, Measure next) {
    if (finding != null && finding.isJudged) {
      found.add(finding.toEvidence());
    }
    return new Finding(next);
  }

  private void look(Finding finding, List<Measure> window, Peers peers) {
    List<Measure> past = baselines.of(Series.of(window.get(0)));
    switch (window.get(0).signal().kind()) {
      case UTILISATION -> compareLevels(finding, window, past, LEAST_PERCENT);
      case DURATION, SELF_TIME, NETWORK_TIME -> compareLevels(finding, window, past, LEAST_SECONDS);
      case ERRORS -> compareErrors(finding, window, past, peers);
      case LOG_LINES, CALLS -> compareRatios(finding, window, past);
      case ALERT -> throw new IllegalArgumentException("an alert is not measured");
    }
  }

  private void compareLevels(
      Finding finding, List<Measure> window, List<Measure> past, double least) {
    boolean isPercent = window.get(0).signal().kind() == SignalKind.UTILISATION;
    int enough = Math.min(policy.leastHistory(), isPercent ? ENOUGH_OF_A_LIMIT : Integer.MAX_VALUE);
    if (past.size() < enough) {
      return;
    }
    Usual usual = Usual.of(each(past, one -> Math.log(one.value() + least)));
    double level = Math.exp(usual.median()) - least;
    double share = window.get(0).signal().share();
    for (Measure one : window) {
      double deviates = Deviation.above(usual, Math.log(one.value() + least), policy.leastRise());
      double part = isPercent ? 1 : share * one.requests();
      finding.add(
          one.time(),
          deviates,
          part * Math.max(0, one.value() - level),
          part * (isPercent ? 100 : level));
    }
  }

  /**
   * A service that is new while others are not is not judged: who calls it for the first time
   * changed. Of one that is not known long enough the rate of its peers is expected; of one that
   * never failed, half a failure in all that was seen.
   */
  private void compareErrors(
      Finding finding, List<Measure> window, List<Measure> past, Peers peers) {
    if (past.size() < policy.leastHistory() && peers.areKnown()) {
      return;
    }
    double rate =
        past.size() >= policy.ownHistory()
            ? Math.max(
                median(past, one -> one.value() / one.requests()),
                HALF / sum(past, Measure::requests))
            : peers.rate();
    double failed = sum(window, Measure::value);
    double requests = sum(window, Measure::requests);
    for (Measure one : window) {
      double expected = rate * one.requests();
      double deviates = Deviation.ofCount(one.value(), expected);
      finding.add(one.time(), deviates, Math.max(0, one.value() - expected), expected);
    }
    finding.deviation = Math.max(finding.deviation, Deviation.ofCount(failed, rate * requests));
  }

  private void compareRatios(Finding finding, List<Measure> window, List<Measure> past) {
    if (past.size() < policy.leastHistory()) {
      return;
    }
    Usual usual = Usual.of(each(past, EvidenceFinder::logRatio));
    double chance = median(past, EvidenceFinder::countingVariance);
    for (Measure one : window) {
      double expected = Math.exp(usual.median()) * one.requests();
      double deviates =
          Deviation.apart(usual, logRatio(one), policy.leastRise(), countingVariance(one) - chance);
      finding.add(one.time(), deviates, Math.abs(one.value() - expected), expected);
    }
  }

  private static double logRatio(Measure one) {
    return Math.log((one.value() + HALF) / (one.requests() + HALF));
  }

  /** How much the logarithm of a ratio of two counts varies by chance alone. */
  private static double countingVariance(Measure one) {
    return 1 / (one.value() + 1) + 1 / (one.requests() + 1);
  }

  private static double[] each(List<Measure> measures, ToDoubleFunction<Measure> of) {
    double[] values = new double[measures.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of.applyAsDouble(measures.get(i));
    }
    return values;
  }

  private static double median(List<Measure> measures, ToDoubleFunction<Measure> of) {
    double[] values = each(measures, of);
    Arrays.sort(values);
    return Deviation.median(values);
  }

  private static double sum(List<Measure> measures, ToDoubleFunction<Measure> of) {
    double sum = 0;
    for (Measure one : measures) {
      sum += of.applyAsDouble(one);
    }
    return sum;
  }

  /**
   * How the services of the window fail.
   *
   * @param rate how often they do in the window itself, as the middle one does
   * @param areKnown whether most of them are known long enough
   */
  private record Peers(double rate, boolean areKnown) {}

  private Peers peers(Map<Series, List<Measure>> window) {
    List<Double> rates = new ArrayList<>();
    double requests = 0;
    int known = 0;
    for (Map.Entry<Series, List<Measure>> of : window.entrySet()) {
      if (of.getKey().signal().kind() == SignalKind.ERRORS) {
        double asked = sum(of.getValue(), Measure::requests);
        rates.add(sum(of.getValue(), Measure::value) / asked);
        requests += asked;
        known += baselines.of(of.getKey()).size() >= policy.ownHistory() ? 1 : 0;
      }
    }
    if (rates.isEmpty()) {
      return new Peers(0, false);
    }
    double[] sorted = new double[rates.size()];
    Arrays.setAll(sorted, rates::get);
    Arrays.sort(sorted);
    double rate = Math.max(Deviation.median(sorted), HALF / requests);
    return new Peers(rate, 2 * known > rates.size());
  }
}
