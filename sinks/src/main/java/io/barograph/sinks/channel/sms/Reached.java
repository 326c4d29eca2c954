package io.barograph.sinks.channel.sms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The telephones that were reached with a notification lately. Thread-safe. */
final class Reached {
  private static final int MAX_PAIRS = 10_000;

  private final Set<String> pairs =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MAX_PAIRS;
                }
              }));

  void add(String id, String number) {
    pairs.add(id + ' ' + number);
  }

  boolean contains(String id, String number) {
    return pairs.contains(id + ' ' + number);
  }
}
