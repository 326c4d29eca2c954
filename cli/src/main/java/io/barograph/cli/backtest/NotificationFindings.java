package io.barograph.cli.backtest;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What receivers would be told.
 *
 * @param told by the rules
 * @param before by the rules that they are compared with, if they are
 */
public record NotificationFindings(NotificationTally told, Optional<NotificationTally> before) {
  /** The receivers that anybody would tell something, in the order of their names. */
  public SortedSet<String> receivers() {
    SortedSet<String> receivers = new TreeSet<>(told.byReceiver().keySet());
    before.ifPresent(other -> receivers.addAll(other.byReceiver().keySet()));
    return receivers;
  }

  /** How many there are for each reason, in the order of the reasons' names. */
  public SortedMap<String, Integer> reasons(String receiver) {
    return told.byReceiver().getOrDefault(receiver, new TreeMap<>());
  }

  /** How many more the rules send than the others, below 0 if fewer; 0 without others. */
  public int added() {
    return before.map(other -> told.total() - other.total()).orElse(0);
  }

  /** The same of one receiver. */
  public int added(String receiver) {
    return before.map(other -> told.of(receiver) - other.of(receiver)).orElse(0);
  }

  /** A difference in words: {@code 2 saved}, {@code 1 added}, {@code as many}. */
  public static String inWords(int added) {
    if (added == 0) {
      return "as many";
    }
    return "%,d %s".formatted(Math.abs(added), added > 0 ? "added" : "saved");
  }
}
