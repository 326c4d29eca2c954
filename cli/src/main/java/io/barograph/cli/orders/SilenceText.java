package io.barograph.cli.orders;

import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.RecurrenceText;
import io.barograph.core.route.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Silences as a table for people. */
public final class SilenceText {
  private static final List<String> HEADER =
      List.of("ID", "STATE", "MATCHERS", "FROM", "UNTIL", "AUTHOR", "COMMENT");

  private SilenceText() {}

  /** A line for each silence below a header, in the given order, as they stand at an instant. */
  public static List<String> table(Collection<Silence> silences, long now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    silences.forEach(silence -> rows.add(row(silence, now)));
    int[] widths = new int[HEADER.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(Silence silence, long now) {
    return List.of(
        PlainText.of(silence.id()),
        silence.state(now).name().toLowerCase(Locale.ROOT),
        PlainText.of(AlertmanagerText.matchers(silence.matchers())),
        time(silence.startsAt()),
        time(silence.endsAt()),
        PlainText.of(silence.createdBy()),
        PlainText.of(
            silence.recurrence().isEmpty()
                ? silence.comment()
                : "%s (%s)".formatted(silence.comment(), recurrence(silence))));
  }

  /** When a maintenance window recurs: {@code each saturday 22:00-24:00}. */
  public static String recurrence(Silence silence) {
    return "each "
        + silence.recurrence().stream()
            .map(RecurrenceText::of)
            .collect(Collectors.joining(", and each "));
  }

  /** A time as it is told to people: UTC, in seconds. */
  public static String time(long millis) {
    return Instant.ofEpochSecond(Math.floorDiv(millis, 1000)).toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.append(row.get(widths.length)).toString().stripTrailing();
  }
}
