package io.barograph.ml.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What found no place, each told once; with more than {@value #KNOWN} all are told anew. Nothing of
 * it is in a savepoint. Not thread-safe.
 */
final class RefusedNames {
  private static final int KNOWN = 1_000;

  private final Set<String> known = new HashSet<>();
  private List<String> texts = new ArrayList<>();

  void add(String name, String text) {
    if (known.size() == KNOWN) {
      known.clear();
    }
    if (known.add(name)) {
      texts.add(text);
    }
  }

  List<String> take() {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<String> taken = texts;
    texts = new ArrayList<>();
    return taken;
  }
}
