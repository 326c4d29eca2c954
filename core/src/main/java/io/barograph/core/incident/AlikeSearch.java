package io.barograph.core.incident;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts alerts together that began within a window and are alike. Thread-safe, without state.
 *
 * <p>Each alert, in order, came of the cause of one of the groups before it, or of one of its own.
 * By Bayes' rule the odds are those of its time, times those of its traits. Its time: how much
 * likelier a further alert of the group is so long after its last one than one of another cause;
 * gaps have a heavy tail (Lomax), since some rules wait for minutes before they fire. Its traits: a
 * cause shows at one of the labels or in the text, each as likely as the others, and its alerts
 * have that trait as often as those of the group; an alert of another cause has it as often as any.
 * A trait that all alerts have therefore says nothing, and one that a group shares says the more
 * the rarer it is. The cost is that of the traits: groups are found by them, and of each trait only
 * the newest groups are looked at.
 */
final class AlikeSearch {
  /** So many groups with a trait are looked at. */
  private static final int MOST_GROUPS = 8;

  /** A word that more causes have is no subject. */
  private static final double MOST_OF_A_WORD = 0.5;

  /** Every other further alert of a group begins within such a part of the window. */
  private static final double GAPS = 20;

  private static final Deque<Group> NO_GROUPS = new ArrayDeque<>();

  private final double window;
  private final double again;
  private final double leastOdds;

  AlikeSearch(LikenessPolicy policy, double again) {
    this.window = policy.window().toMillis();
    this.again = again;
    this.leastOdds = policy.joinScore() / (1 - policy.joinScore());
  }

  /**
   * The groups of some alerts; an alert that only fired again is no group.
   *
   * @param alerts that began, in the order of {@link AlertSignal#ORDER}
   * @param now milliseconds since the epoch
   */
  Explanation explain(List<AlertSignal> alerts, long now, TraitShares shares) {
    Groups groups = new Groups(shares, shares.rate(now));
    alerts.forEach(groups::take);
    List<Hypothesis> causes = new ArrayList<>();
    List<AlertSignal> alone = new ArrayList<>();
    for (Group group : groups.all) {
      if (group.fingerprints.size() < 2) {
        group.joined.forEach(one -> alone.add(one.alert()));
      } else {
        causes.add(group.hypothesis());
      }
    }
    return new Explanation(causes, alone);
  }

  /** All groups of the alerts that were taken. */
  private final class Groups {
    final List<Group> all = new ArrayList<>();
    final TraitShares shares;
    final double rate;

    /** By trait, the groups that have it, the newest first. */
    final Map<String, Deque<Group>> byTrait = new HashMap<>();

    Groups(TraitShares shares, double rate) {
      this.shares = shares;
      this.rate = rate;
    }

    void take(AlertSignal alert) {
      Likeness best = null;
      for (Likeness one : likenesses(alert).values()) {
        one.odds *= ofTime(alert.time() - one.group.last);
        best = best == null || one.odds > best.odds ? one : best;
      }
      if (best != null && best.odds >= leastOdds) {
        best.group.join(alert, best);
        index(best.group, alert);
      } else {
        Group own = new Group(alert);
        all.add(own);
        index(own, alert);
      }
    }

    /** How much likelier one more of a group is after such a gap than one of another cause. */
    private double ofTime(long gap) {
      double usual = window / GAPS;
      return gap > window ? 0 : again * usual / Math.pow(gap + usual, 2) / rate;
    }

    private Map<Group, Likeness> likenesses(AlertSignal alert) {
      Map<Group, Likeness> found = new LinkedHashMap<>();
      List<String> labels = alert.traits().labels();
      List<String> words = new ArrayList<>(alert.traits().words());
      words.removeIf(word -> shares.of(word) > MOST_OF_A_WORD);
      double places = labels.size() + (words.isEmpty() ? 0 : 1);
      for (String label : labels) {
        compare(label, 1 / places, alert, found);
      }
      for (String word : words) {
        compare(word, 1 / places / words.size(), alert, found);
      }
      return found;
    }

    private void compare(
        String trait, double weight, AlertSignal alert, Map<Group, Likeness> found) {
      Deque<Group> groups = byTrait.getOrDefault(trait, NO_GROUPS);
      while (!groups.isEmpty() && alert.time() - groups.peekLast().last > window) {
        groups.removeLast();
      }
      double usual = groups.isEmpty() ? 1 : shares.of(trait);
      for (Group group : groups) {
        double more = group.shareOf(trait) / usual - 1;
        if (more > 0) {
          found.computeIfAbsent(group, Likeness::new).add(trait, weight * more);
        }
      }
    }

    private void index(Group group, AlertSignal alert) {
      index(group, alert.traits().labels());
      index(group, alert.traits().words());
    }

    private void index(Group group, List<String> traits) {
      for (String trait : traits) {
        if (group.count(trait)) {
          Deque<Group> groups = byTrait.computeIfAbsent(trait, any -> new ArrayDeque<>(2));
          groups.addFirst(group);
          if (groups.size() > MOST_GROUPS) {
            groups.removeLast();
          }
        }
      }
    }
  }

  /** How an alert is like a group. */
  private static final class Likeness {
    final Group group;
    double odds;
    String trait = "";
    private double most;

    Likeness(Group group) {
      this.group = group;
    }

    void add(String other, double more) {
      odds += more;
      if (more > most) {
        most = more;
        trait = other;
      }
    }
  }

  /** Alerts that are alike. */
  private static final class Group {
    final List<Hypothesis.Joined> joined = new ArrayList<>();
    final Set<String> fingerprints = new HashSet<>();
    final Map<String, Integer> traits = new HashMap<>();
    double evidence;
    long last;

    Group(AlertSignal first) {
      add(new Hypothesis.Joined(first, 0, "", 1));
    }

    void join(AlertSignal alert, Likeness likeness) {
      double score = likeness.odds / (1 + likeness.odds);
      evidence += Math.log(likeness.odds);
      if (joined.size() == 1) { // the first is as much like the second as that is like it
        joined.set(0, new Hypothesis.Joined(joined.get(0).alert(), 0, likeness.trait, score));
      }
      add(new Hypothesis.Joined(alert, 0, likeness.trait, score));
    }

    private void add(Hypothesis.Joined one) {
      joined.add(one);
      fingerprints.add(one.alert().fingerprint());
      last = one.alert().time();
    }

    /** Counts a trait of the alert that was taken last; true if it is new. */
    boolean count(String trait) {
      return traits.merge(trait, 1, Integer::sum) == 1;
    }

    double shareOf(String trait) {
      return traits.get(trait) / (double) joined.size();
    }

    Hypothesis hypothesis() {
      return new Hypothesis(Hypothesis.Cause.ALIKE, place(), evidence, joined, List.of());
    }

    /** The one service, or else the one host, that all are on; empty if there is none. */
    private String place() {
      Set<String> services = new HashSet<>();
      Set<String> hosts = new HashSet<>();
      for (Hypothesis.Joined one : joined) {
        services.add(one.alert().service());
        hosts.add(one.alert().host());
      }
      if (services.size() == 1 && !services.contains("")) {
        return services.iterator().next();
      }
      return hosts.size() == 1 ? hosts.iterator().next() : "";
    }
  }
}
