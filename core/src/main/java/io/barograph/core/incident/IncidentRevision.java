package io.barograph.core.incident;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of what explains the alerts now which incidents there are: a cause goes on as the incident
 * that shares most of its alerts. Not thread-safe.
 */
final class IncidentRevision {
  private final IncidentBook book;
  private final RecentChanges changes;

  IncidentRevision(IncidentBook book, RecentChanges changes) {
    this.book = book;
    this.changes = changes;
  }

  /**
   * Lets incidents be what explains them now; the greatest cause chooses first which it is.
   *
   * @param causes of the alerts that no incident holds and of those of open incidents
   * @param now milliseconds since the epoch
   */
  void follow(List<Hypothesis> causes, long now) {
    List<Hypothesis> greatestFirst = new ArrayList<>(causes);
    greatestFirst.sort((a, b) -> Integer.compare(b.joined().size(), a.joined().size()));
    Set<OpenIncident> followed = new HashSet<>();
    Set<String> explained = new HashSet<>();
    List<OpenIncident> inOrder = new ArrayList<>();
    for (Hypothesis cause : greatestFirst) {
      OpenIncident incident = mostShared(cause, followed);
      AlertSignal first = earliest(cause);
      IncidentKind kind = kindOf(cause, first);
      if (incident == null) {
        incident = book.open(kind, cause.root(), first.id(), now);
      }
      book.become(incident, kind, cause.root());
      incident.suspect(cause.suspects());
      followed.add(incident);
      inOrder.add(incident);
      for (Hypothesis.Joined joined : cause.joined()) {
        explained.add(joined.alert().id());
        book.join(incident, member(cause, joined));
      }
    }
    for (OpenIncident incident : inOrder) {
      for (AlertSignal alert : incident.alerts()) {
        if (!explained.contains(alert.id())) {
          book.loosen(incident, alert);
        }
      }
    }
  }

  private OpenIncident mostShared(Hypothesis cause, Set<OpenIncident> taken) {
    Map<OpenIncident, Integer> shared = new LinkedHashMap<>();
    for (Hypothesis.Joined joined : cause.joined()) {
      OpenIncident before = book.holder(joined.alert());
      if (before != null && before.isExplained() && !taken.contains(before)) {
        shared.merge(before, 1, Integer::sum);
      }
    }
    OpenIncident most = null;
    for (OpenIncident one : shared.keySet()) {
      most = most == null || shared.get(one) > shared.get(most) ? one : most;
    }
    return most;
  }

  private static AlertSignal earliest(Hypothesis cause) {
    return cause.joined().stream()
        .map(Hypothesis.Joined::alert)
        .min(AlertSignal.ORDER)
        .orElseThrow();
  }

  /** When its root began to alert counts, if it has; a caller can have alerted before. */
  private IncidentKind kindOf(Hypothesis cause, AlertSignal first) {
    if (cause.cause() == Hypothesis.Cause.HOST) {
      return IncidentKind.COMMON_CAUSE;
    } else if (cause.cause() == Hypothesis.Cause.CHANGE) {
      return IncidentKind.CHANGE_IMPACT;
    }
    if (cause.cause() == Hypothesis.Cause.ALIKE) {
      return changes.explain(cause.root(), first.time())
          ? IncidentKind.CHANGE_IMPACT
          : IncidentKind.GROUP;
    }
    AlertSignal ofRoot =
        cause.joined().stream()
            .filter(joined -> joined.hops() == 0)
            .map(Hypothesis.Joined::alert)
            .min(AlertSignal.ORDER)
            .orElse(first);
    return changes.explain(cause.root(), ofRoot.time())
        ? IncidentKind.CHANGE_IMPACT
        : IncidentKind.CASCADE;
  }

  private static Incident.Member member(Hypothesis cause, Hypothesis.Joined joined) {
    return new Incident.Member(
        joined.alert(), reason(cause, joined), by(cause, joined), joined.score());
  }

  private static JoinReason reason(Hypothesis cause, Hypothesis.Joined joined) {
    if (cause.cause() == Hypothesis.Cause.HOST) {
      return JoinReason.ON_HOST;
    } else if (cause.cause() == Hypothesis.Cause.CHANGE) {
      return JoinReason.AFTER_CHANGE;
    } else if (cause.cause() == Hypothesis.Cause.ALIKE) {
      return JoinReason.ALIKE;
    }
    return joined.hops() == 0 ? JoinReason.ROOT : JoinReason.CALLS;
  }

  private static String by(Hypothesis cause, Hypothesis.Joined joined) {
    return joined.from().isEmpty() ? cause.root() : joined.from();
  }
}
