package io.barograph.core.incident;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to do about incidents, from a table that users edit. Immutable and thread-safe.
 *
 * <p>Of the entries that are about an incident's kind and one of its alerts the most exact holds:
 * kind and alert, then the alert alone, then the kind alone; of several such the last.
 */
public final class Recommendations implements Serializable {
  /** Without any entry. */
  public static final Recommendations NONE = new Recommendations(List.of());

  /** So many are given for an incident. */
  public static final int MOST = 5;

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an ArrayList
  private final List<Recommendation> entries;

  /** The table, in its order. */
  public Recommendations(List<Recommendation> entries) {
    this.entries = new ArrayList<>(entries);
  }

  /**
   * What to do about an alert of an incident.
   *
   * @param alert the name of the alert; empty if the incident has none
   */
  public record Advice(String alert, String text, String textZh) {}

  /**
   * What to do about an incident as it is now, at most {@link #MOST} different texts: about the
   * alerts at its root first, then the most urgent, then the earliest; about no alert last.
   */
  public List<Advice> of(Incident incident) {
    Map<String, Advice> byText = new LinkedHashMap<>();
    for (String alert : alertsOf(incident)) {
      Recommendation best = best(incident.kind(), alert);
      if (best != null && byText.size() < MOST) {
        byText.putIfAbsent(best.text(), new Advice(best.alert(), best.text(), best.textZh()));
      }
    }
    List<Advice> advice = new ArrayList<>(byText.values());
    advice.sort(Comparator.comparing(one -> one.alert().isEmpty()));
    return advice;
  }

  private static List<String> alertsOf(Incident incident) {
    List<Incident.Member> members = new ArrayList<>(incident.members());
    Comparator<Incident.Member> rootFirst =
        Comparator.comparing(member -> !member.alert().service().equals(incident.root()));
    members.sort(
        rootFirst
            .thenComparing(member -> member.alert().priority())
            .thenComparing(Incident.Member::alert, AlertSignal.ORDER));
    List<String> names = new ArrayList<>(members.stream().map(one -> one.alert().name()).toList());
    names.add("");
    return names.stream().distinct().toList();
  }

  private Recommendation best(IncidentKind kind, String alert) {
    Recommendation best = null;
    for (Recommendation entry : entries) {
      boolean isBetter = best == null || entry.exactness() >= best.exactness();
      if (isBetter && entry.covers(kind, alert)) {
        best = entry;
      }
    }
    return best;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recommendations table && entries.equals(table.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
