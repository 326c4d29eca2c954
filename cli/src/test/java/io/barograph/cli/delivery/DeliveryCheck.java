package io.barograph.cli.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what was to be told with what was taken. It knows nothing of how that came about. */
final class DeliveryCheck {
  private final Map<String, String> expected;
  private final List<Kill> kills;
  private final long attemptMillis;

  /**
   * A check.
   *
   * @param expected the receiver that has to be told of each word
   * @param attemptMillis how long an attempt may be under way
   */
  DeliveryCheck(Map<String, String> expected, List<Kill> kills, long attemptMillis) {
    this.expected = expected;
    this.kills = kills;
    this.attemptMillis = attemptMillis;
  }

  /**
   * A notification that the job says it decided.
   *
   * @param words what it tells
   */
  record Decided(String id, String receiver, Set<String> words) {}

  /**
   * What came of it.
   *
   * @param undecided words of which there is no notification
   * @param unexpected notifications that nobody expected
   * @param lost words that were taken nowhere, behind their receivers
   * @param strange words that were taken by a receiver that is not theirs
   * @param untimely ends that a receiver took of which it had not taken the beginning
   * @param repeated how many were taken again since the job was killed, by kill
   * @param unexplained words that were taken again for no such reason
   * @param byPlace how many words were taken first where
   */
  record Verdict(
      Set<String> undecided,
      Set<String> unexpected,
      Set<String> lost,
      Set<String> strange,
      Set<String> untimely,
      Map<Kill, Integer> repeated,
      List<String> unexplained,
      Map<String, Integer> byPlace) {}

  Verdict of(List<Decided> decided, List<Taking> takings) {
    Map<String, List<Taking>> byWord =
        takings.stream()
            .sorted(Comparator.comparingLong(Taking::at))
            .collect(Collectors.groupingBy(Taking::word, TreeMap::new, Collectors.toList()));
    Set<String> undecided = new TreeSet<>(expected.keySet());
    Set<String> unexpected = new TreeSet<>();
    for (Decided one : decided) {
      for (String word : one.words()) {
        undecided.remove(word);
        if (!one.receiver().equals(expected.get(word))) {
          unexpected.add(one.receiver() + ' ' + word);
        }
      }
    }
    Set<String> lost =
        expected.entrySet().stream()
            .filter(one -> !byWord.containsKey(one.getKey()))
            .map(one -> one.getValue() + ' ' + one.getKey())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<Kill, Integer> repeated = new LinkedHashMap<>();
    kills.forEach(kill -> repeated.put(kill, 0));
    List<String> unexplained = new ArrayList<>();
    byWord.values().forEach(all -> count(all, repeated, unexplained));
    Map<String, Integer> byPlace = new TreeMap<>();
    byWord.values().forEach(all -> byPlace.merge(all.get(0).place(), 1, Integer::sum));
    return new Verdict(
        undecided,
        unexpected,
        lost,
        strange(takings),
        untimely(byWord),
        repeated,
        unexplained,
        byPlace);
  }

  private Set<String> strange(List<Taking> takings) {
    return takings.stream()
        .filter(taking -> !taking.place().equals(expected.get(taking.word())))
        .filter(taking -> !Set.of(Drill.FALLBACK, Taking.DEAD_LETTERS).contains(taking.place()))
        .map(Taking::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> untimely(Map<String, List<Taking>> byWord) {
    Set<String> untimely = new TreeSet<>();
    byWord.forEach(
        (word, takings) -> {
          String receiver = expected.get(word);
          List<Taking> beginnings =
              byWord.getOrDefault(DrillAlerts.beginning(word), List.of()).stream()
                  .filter(one -> one.place().equals(receiver))
                  .toList();
          takings.stream()
              .filter(one -> !DrillAlerts.isFiring(word) && one.place().equals(receiver))
              .filter(end -> beginnings.stream().noneMatch(one -> one.at() <= end.at()))
              .forEach(end -> untimely.add(end.toString()));
        });
    return untimely;
  }

  private void count(List<Taking> all, Map<Kill, Integer> repeated, List<String> unexplained) {
    for (int i = 1; i < all.size(); i++) {
      Taking first = all.get(i - 1);
      Taking second = all.get(i);
      kills.stream()
          .filter(kill -> kill.explains(first.at(), second.at(), attemptMillis))
          .findFirst()
          .ifPresentOrElse(
              kill -> repeated.merge(kill, 1, Integer::sum),
              () -> unexplained.add(first + " and " + second));
    }
  }
}
