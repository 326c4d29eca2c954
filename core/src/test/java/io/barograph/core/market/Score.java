package io.barograph.core.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Findings against labels, one to one within four quote intervals, as the public scorer of the
 * quote data counts them: late and out of order are one where they cannot be told apart, and a
 * sequence gap at the end of a silence is neither right nor wrong.
 */
final class Score {
  /** Labels, findings that count, and those of either that are right, by fault. */
  record Line(int labels, int judged, int hit, int right) {
    double precision() {
      return judged == 0 ? 1 : (double) right / judged;
    }

    double recall() {
      return labels == 0 ? 1 : (double) hit / labels;
    }
  }

  private final List<Finding> labels;
  private final List<Finding> found;
  private final ToDoubleFunction<String> reachMillis;
  private final Set<String> alike;

  /** The label of each finding, or -1. */
  private final int[] owner;

  private Score(
      List<Finding> labels,
      List<Finding> found,
      ToDoubleFunction<String> reachMillis,
      Set<String> alike) {
    this.labels = labels;
    this.found = found;
    this.reachMillis = reachMillis;
    this.alike = alike;
    this.owner = new int[found.size()];
    Arrays.fill(owner, -1);
  }

  /**
   * The figures.
   *
   * @param intervalMillis the time between two quotes of a symbol
   * @param alike symbols whose quotes come too seldom to tell out of order from late
   */
  static Map<MarketFault, Line> of(
      List<Finding> labels,
      List<Finding> found,
      ToDoubleFunction<String> intervalMillis,
      Set<String> alike) {
    Score score =
        new Score(labels, found, symbol -> 4 * intervalMillis.applyAsDouble(symbol), alike);
    score.match(false);
    score.match(true);
    return score.lines();
  }

  private void match(boolean isAcross) {
    Set<Integer> matched = new HashSet<>();
    for (int label : owner) {
      matched.add(label);
    }
    for (int label = 0; label < labels.size(); label++) {
      if (!matched.contains(label)) {
        augment(label, isAcross, new HashSet<>());
      }
    }
  }

  private boolean augment(int label, boolean isAcross, Set<Integer> seen) {
    List<Integer> near = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (isNear(labels.get(label), found.get(i), isAcross)) {
        near.add(i);
      }
    }
    Finding wanted = labels.get(label);
    near.sort(
        Comparator.comparingLong(
            i ->
                Math.abs(found.get(i).start() - wanted.start())
                    + Math.abs(found.get(i).end() - wanted.end())));
    for (int i : near) {
      if (seen.add(i) && (owner[i] < 0 || augment(owner[i], isAcross, seen))) {
        owner[i] = label;
        return true;
      }
    }
    return false;
  }

  private boolean isNear(Finding label, Finding finding, boolean isAcross) {
    boolean isSame = label.fault() == finding.fault();
    boolean isAlike =
        isAcross
            && alike.contains(label.symbol())
            && isOrder(label.fault())
            && isOrder(finding.fault());
    return label.symbol().equals(finding.symbol())
        && (isSame || isAlike)
        && apart(label.start(), label.end(), finding) <= reachMillis.applyAsDouble(label.symbol());
  }

  private static boolean isOrder(MarketFault fault) {
    return fault == MarketFault.LATE_ARRIVAL || fault == MarketFault.OUT_OF_ORDER;
  }

  private static double apart(long start, long end, Finding finding) {
    return Math.max(0, Math.max(start - finding.end(), finding.start() - end));
  }

  private Map<MarketFault, Line> lines() {
    Set<Integer> neutral = new HashSet<>();
    for (Finding label : labels) {
      if (label.fault() == MarketFault.GAP) {
        for (int i = 0; i < found.size(); i++) {
          Finding finding = found.get(i);
          if (finding.fault() == MarketFault.SEQ_GAP
              && finding.symbol().equals(label.symbol())
              && owner[i] < 0
              && apart(label.end(), label.end(), finding)
                  <= reachMillis.applyAsDouble(label.symbol())
              && neutral.add(i)) {
            break;
          }
        }
      }
    }
    Map<MarketFault, int[]> sums = new HashMap<>();
    labels.forEach(label -> sums.computeIfAbsent(label.fault(), any -> new int[4])[0]++);
    for (int i = 0; i < found.size(); i++) {
      int[] of = sums.computeIfAbsent(found.get(i).fault(), any -> new int[4]);
      of[1] += neutral.contains(i) ? 0 : 1;
      if (owner[i] >= 0) {
        of[3]++;
        sums.get(labels.get(owner[i]).fault())[2]++;
      }
    }
    Map<MarketFault, Line> lines = new EnumMap<>(MarketFault.class);
    sums.forEach((fault, of) -> lines.put(fault, new Line(of[0], of[1], of[2], of[3])));
    return lines;
  }
}
