package io.barograph.promql.testlang;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** What is on one side only, of what was expected and what came. */
final class Differences {
  private static final String EXPECTED = "expected: ";
  private static final String GOT = "     got: ";

  private Differences() {}

  /**
   * The expected items that did not come and those that came unexpected, one below the other; empty
   * if there is none.
   *
   * @param isSame true if two items agree
   */
  static <T> String between(List<T> expected, List<T> actual, BiPredicate<T, T> isSame) {
    List<T> missing = new ArrayList<>();
    List<T> surplus = new ArrayList<>(actual);
    for (T item : expected) {
      int found = 0;
      while (found < surplus.size() && !isSame.test(item, surplus.get(found))) {
        found++;
      }
      if (found < surplus.size()) {
        surplus.remove(found);
      } else {
        missing.add(item);
      }
    }
    return missing.isEmpty() && surplus.isEmpty()
        ? ""
        : list(EXPECTED, missing) + "\n" + list(GOT, surplus);
  }

  private static <T> String list(String title, List<T> items) {
    if (items.isEmpty()) {
      return title + "nothing";
    }
    return items.stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n" + " ".repeat(title.length()), title, ""));
  }
}
