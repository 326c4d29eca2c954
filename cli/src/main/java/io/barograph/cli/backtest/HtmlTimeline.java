package io.barograph.cli.backtest;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.html.HtmlPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows of bars on one axis of time, as HTML whose widths are parts of the page's.
 *
 * @param from the left edge
 * @param to the right edge
 * @param incidents what is marked behind all rows
 */
record HtmlTimeline(Instant from, Instant to, List<Incident> incidents) {
  private static final int MOST_MARKS = 6;

  /** The distances between two marks that read well. */
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(365));

  /** A bar is drawn if it reaches so many percent further than those before it. */
  private static final double LEAST_GAIN = 0.1;

  /** A mark further right than this has no room for its text. */
  private static final double LAST_MARK = 94;

  /** One line of bars. */
  record Row(String name, List<Episode> episodes) {}

  /** Appends the timeline. */
  void appendTo(StringBuilder html, List<Row> rows) {
    html.append(
        "<div class=\"timeline\">\n<div class=\"row axis\"><div></div><div class=\"lane\">");
    Duration step = step();
    for (Instant mark = firstMark(step); !mark.isAfter(to); mark = mark.plus(step)) {
      if (percent(mark) <= LAST_MARK) {
        html.append(
            HtmlPage.text(
                "<span style=\"left:%.2f%%\">%s</span>", percent(mark), text(mark, step)));
      }
    }
    html.append("</div></div>\n");
    for (Row row : rows) {
      html.append("<div class=\"row\"><div class=\"name\">").append(HtmlPage.escaped(row.name()));
      html.append("</div><div class=\"lane\">");
      incidents.forEach(
          incident ->
              bar(html, "incident", incident.from(), incident.to(), "incident " + incident.name()));
      bars(html, row);
      html.append("</div></div>\n");
    }
    html.append("</div>\n");
  }

  private void bars(StringBuilder html, Row row) {
    double drawn = Double.NEGATIVE_INFINITY;
    for (Episode episode : row.episodes()) {
      double right = percent(episode.until(to));
      if (right - drawn < LEAST_GAIN) {
        continue; // it would lie on the bars before it
      }
      drawn = right;
      bar(html, "bar", episode.from(), episode.until(to), title(episode, row));
    }
  }

  /** When an alert fired, and which it is if the row does not say so. */
  private String title(Episode episode, Row row) {
    Optional<Instant> end = episode.endedAt();
    return "%sfrom %s %s, for %s"
        .formatted(
            episode.alert().equals(row.name()) ? "" : episode.alert() + "\n",
            episode.from(),
            end.map(at -> "to " + at).orElse("to the end of the data"),
            AlertLine.duration(episode.firedFor(to)));
  }

  private void bar(StringBuilder html, String kind, Instant begin, Instant end, String title) {
    double left = percent(begin);
    html.append(
        HtmlPage.text(
            "<i class=\"%s\" style=\"left:%.2f%%;width:%.2f%%\" title=\"%s\"></i>",
            kind, left, percent(end) - left, HtmlPage.escaped(title)));
  }

  /** Where an instant lies; one outside of the data lies at its edge. */
  private double percent(Instant at) {
    double whole = Math.max(1, Duration.between(from, to).toMillis());
    return 100 * Math.max(0, Math.min(1, Duration.between(from, at).toMillis() / whole));
  }

  private Duration step() {
    Duration least = Duration.between(from, to).dividedBy(MOST_MARKS);
    return STEPS.stream()
        .filter(step -> step.compareTo(least) >= 0)
        .findFirst()
        .orElse(STEPS.get(STEPS.size() - 1));
  }

  /** The first whole multiple of {@code step} in the data. */
  private Instant firstMark(Duration step) {
    long millis = step.toMillis();
    return Instant.ofEpochMilli(-Math.floorDiv(-from.toEpochMilli(), millis) * millis);
  }

  private static String text(Instant mark, Duration step) {
    String iso = mark.toString();
    if (step.compareTo(Duration.ofDays(30)) >= 0) {
      return iso.substring(0, 10);
    }
    if (step.compareTo(Duration.ofDays(1)) >= 0) {
      return iso.substring(5, 10);
    }
    if (step.compareTo(Duration.ofMinutes(1)) < 0) {
      return iso.substring(11, 19);
    }
    boolean isMidnight = mark.getEpochSecond() % 86_400 == 0;
    return isMidnight ? iso.substring(5, 10) : iso.substring(11, 16);
  }
}
