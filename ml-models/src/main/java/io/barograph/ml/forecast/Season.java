package io.barograph.ml.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * How many steps a day and a week have.
 *
 * @param day at least 2
 */
public record Season(int day) {
  /** Steps of an hour. */
  public static final Season HOURLY = new Season(24);

  private static final int DAYS_OF_WEEK = 7;

  public Season {
    if (day < 2) {
      throw new IllegalArgumentException("a day must have >= 2 steps, had " + day);
    }
  }

  int week() {
    return DAYS_OF_WEEK * day;
  }

  /**
   * Sets of lags, each ascending, of which none is longer than {@code longest}: the last steps, and
   * those a day, some days, a week and two weeks ago with their neighbours.
   */
  List<int[]> lagSets(int longest) {
    int d = day;
    int w = week();
    List<int[]> sets = new ArrayList<>();
    for (int[] lags :
        new int[][] {
          {
            1, 2, 3, d - 1, d, d + 1, 2 * d - 1, 2 * d, 2 * d + 1, 3 * d, 4 * d, 5 * d, 6 * d,
            w - 1, w, w + 1
          },
          {1, d, w},
          {1, 2, d, d + 1, w, w + 1},
          {d, 2 * d, 3 * d, w},
          {
            1, 2, 3, 4, 5, 6, d - 2, d - 1, d, d + 1, d + 2, 2 * d - 1, 2 * d, 2 * d + 1, 3 * d - 1,
            3 * d, 3 * d + 1, 4 * d, 5 * d, 6 * d - 1, 6 * d, 6 * d + 1, w - 2, w - 1, w, w + 1,
            w + 2
          },
          {1, d, d + 1, w, w + 1, w + d, w + d + 1, 2 * w, 2 * w + 1},
          {
            1, 2, d - 1, d, d + 1, 2 * d, 3 * d, 4 * d, 5 * d, 6 * d - 1, 6 * d, 6 * d + 1, w - 1,
            w, w + 1, w + d - 1, w + d, w + d + 1
          },
          {1, 2, 3, d - 1, d, d + 1, 2 * d},
          {1, 2, 3, d, d + 1},
        }) {
      int[] distinct = distinct(lags);
      if (distinct[distinct.length - 1] <= longest) {
        sets.add(distinct);
      }
    }
    return sets;
  }

  /** The same in order; a season of few steps has some of them twice. */
  private static int[] distinct(int[] lags) {
    TreeSet<Integer> distinct = new TreeSet<>();
    Arrays.stream(lags).filter(lag -> lag > 0).forEach(distinct::add);
    return distinct.stream().mapToInt(lag -> lag).toArray();
  }
}
