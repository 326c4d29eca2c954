package io.barograph.core.notify;

import io.barograph.core.labels.Labels;
import java.util.Comparator;

/**
 * The order of alerts in a notification, which is Alertmanager's: by {@code job}, by {@code
 * instance}, then by their labels, where fewer come first, and at the first name that only one of
 * them has, the one without it.
 */
final class AlertOrder implements Comparator<NotifiedAlert> {
  static final AlertOrder INSTANCE = new AlertOrder();

  private AlertOrder() {}

  @Override
  public int compare(NotifiedAlert one, NotifiedAlert other) {
    int byJob = one.labels().get("job").compareTo(other.labels().get("job"));
    if (byJob != 0) {
      return byJob;
    }
    int byInstance = one.labels().get("instance").compareTo(other.labels().get("instance"));
    return byInstance != 0 ? byInstance : compare(one.labels(), other.labels());
  }

  private static int compare(Labels one, Labels other) {
    if (one.size() != other.size()) {
      return Integer.compare(one.size(), other.size());
    }
    for (int i = 0; i < one.size(); i++) {
      int byName = one.name(i).compareTo(other.name(i));
      if (byName != 0) {
        return -byName; // the lesser name is one that the other lacks
      }
      int byValue = one.value(i).compareTo(other.value(i));
      if (byValue != 0) {
        return byValue;
      }
    }
    return 0;
  }
}
