package io.barograph.cli.grafana;

import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that somebody who reads a panel can look up.
 *
 * @param documented those that a page lists, as Prometheus has them
 * @param asked those that a rule of some pack asks for
 */
record MetricNames(Set<String> documented, Set<String> asked) {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Set<String> SECTIONS_OF_FULL_NAMES =
      Set.of("Flink's and Kafka's own", "Fed back", "The machine and the stack");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]+) \\|");
  private static final Pattern LABELS = Pattern.compile("\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern HISTOGRAM_SUFFIX = Pattern.compile("_(bucket|count|sum)$");
  private static final Pattern OWN = Pattern.compile("(flink_|barograph_|host_|ALERTS).*");

  /** Those of the pages and packs that ship. */
  static MetricNames shipped() throws IOException, RuleFileException {
    Set<String> documented = new TreeSet<>();
    documented.addAll(ofMetricsPage(page("metrics.md")));
    documented.addAll(ofPage(page("quality.md")));
    documented.addAll(ofPage(page("measures.md")));
    for (String pack : Packs.withPage()) {
      documented.addAll(Packs.documented(pack));
    }
    Set<String> asked = new TreeSet<>();
    for (String pack : Packs.all()) {
      for (Rule.AlertingRule alert : Packs.alerts(pack)) {
        asked.addAll(Dashboard.metrics(alert.expr()));
      }
    }
    return new MetricNames(documented, asked);
  }

  static String page(String name) throws IOException {
    return Files.readString(Packs.PROJECT.resolve("docs").resolve(name));
  }

  /** True for a metric of an exporter that a rule asks for, and for each that a page lists. */
  boolean contains(String metric) {
    return documented.contains(metric)
        || documented.contains(HISTOGRAM_SUFFIX.matcher(metric).replaceFirst(""))
        || (asked.contains(metric) && !isOwn(metric));
  }

  /** True for what Barograph, or Flink about it, gives: no exporter's page tells of it. */
  static boolean isOwn(String metric) {
    return OWN.matcher(metric).matches();
  }

  /** The metrics of docs/metrics.md, with the prefixes that Flink's Prometheus reporter gives. */
  static Set<String> ofMetricsPage(String page) {
    Set<String> names = new TreeSet<>();
    String section = "";
    for (String line : page.lines().toList()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      }
      for (String name : ofPage(line)) {
        names.add(prefix(section, name) + name);
      }
    }
    return names;
  }

  private static String prefix(String section, String name) {
    if (SECTIONS_OF_FULL_NAMES.contains(section)) {
      return "";
    }
    boolean isOfTheClock = name.toLowerCase(Locale.ROOT).contains("clock");
    return section.equals("Sources") && !isOfTheClock ? OPERATOR + "deserializer_" : OPERATOR;
  }

  /** What stands in the first cells of the page's tables, but for labels in parentheses. */
  private static Set<String> ofPage(String page) {
    Set<String> names = new TreeSet<>();
    for (String line : page.lines().toList()) {
      Matcher cell = FIRST_CELL.matcher(line);
      if (cell.find()) {
        String metrics = LABELS.matcher(cell.group(1)).replaceAll("");
        NAME.matcher(metrics).results().forEach(name -> names.add(name.group(1)));
      }
    }
    return names;
  }
}
