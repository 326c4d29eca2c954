package io.barograph.promql.rules;

import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.Rule.RecordingRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of an objective, ordinary Prometheus rules.
 *
 * <p>Two groups: {@code slo/<name>} pages on what burns the budget fast, and {@code
 * slo/<name>/slow} has the tickets, the availability and what is left of the budget.
 */
final class SloRules {
  /*
   * B. Beyer et al., The Site Reliability Workbook, 2018, chapter 5, "Multiwindow, Multi-Burn-Rate
   * Alerts": a long window says that much of the budget is gone, a short one that it still goes.
   * Windows over six hours are averaged over rates of five minutes, weighted by traffic, so that no
   * raw samples of a month are kept. With a calendar all windows are, and a rate of five minutes
   * counts where the session was open when they began: sessions begin and end at whole five minutes.
   */

  static final String ALERT = "SloErrorBudgetBurn";
  static final String AVAILABILITY = "slo:availability:ratio";
  static final String BUDGET_REMAINING = "slo:error_budget_remaining:ratio";

  /** Whether a venue is open, by its calendar. */
  static final String SESSION_OPEN = "barograph_session_open";

  private static final Duration SLOW_INTERVAL = Duration.ofMinutes(5);
  private static final Duration LONGEST_RATE = Duration.ofHours(6);

  private final Slo slo;

  /** An alert: so many times as fast as the budget allows, over both windows. */
  private record Burn(BigDecimal rate, Duration over, Duration recent, String severity) {}

  private static final List<Burn> PAGES =
      List.of(
          new Burn(new BigDecimal("14.4"), Duration.ofHours(1), Duration.ofMinutes(5), "critical"),
          new Burn(new BigDecimal("6"), Duration.ofHours(6), Duration.ofMinutes(30), "critical"));
  private static final List<Burn> TICKETS =
      List.of(
          new Burn(new BigDecimal("3"), Duration.ofDays(1), Duration.ofHours(2), "warning"),
          new Burn(new BigDecimal("1"), Duration.ofDays(3), Duration.ofHours(6), "warning"));

  private SloRules(Slo slo) {
    this.slo = slo;
  }

  /** The groups of an objective. */
  static List<RuleGroup> of(Slo slo) {
    SloRules rules = new SloRules(slo);
    List<Rule> fast = rules.alerts(PAGES);
    List<Rule> slow = rules.alerts(TICKETS);
    String failed = rules.errorRatio(slo.window());
    slow.add(rules.recording(AVAILABILITY, "1 - " + failed));
    slow.add(
        rules.recording(
            BUDGET_REMAINING, "1 - %s / %s".formatted(failed, plain(slo.errorBudget()))));
    List<RuleGroup> groups = new ArrayList<>();
    if (!fast.isEmpty()) {
      groups.add(rules.group("slo/" + slo.name(), Optional.empty(), fast));
    }
    groups.add(rules.group("slo/" + slo.name() + "/slow", Optional.of(SLOW_INTERVAL), slow));
    return groups;
  }

  private RuleGroup group(String name, Optional<Duration> interval, List<Rule> rules) {
    return new RuleGroup(
        name,
        interval,
        Optional.empty(),
        0,
        Map.of(),
        rules,
        Collections.nCopies(rules.size(), slo.place()));
  }

  /** Those that can fire: no share of errors exceeds 1. */
  private List<Rule> alerts(List<Burn> burns) {
    List<Rule> alerts = new ArrayList<>();
    for (Burn burn : burns) {
      BigDecimal limit = burn.rate().multiply(slo.errorBudget());
      if (limit.compareTo(BigDecimal.ONE) < 0) {
        alerts.add(alert(burn, plain(limit)));
      }
    }
    return alerts;
  }

  private Rule alert(Burn burn, String limit) {
    String over = Durations.format(burn.over());
    String query =
        "%s > %s and %s > %s"
            .formatted(errorRatio(burn.over()), limit, errorRatio(burn.recent()), limit);
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("severity", burn.severity());
    labels.putAll(slo.labels());
    labels.put("slo", slo.name());
    labels.put("window", over);
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(
        "summary",
        "%s burns its error budget %s times as fast as it may"
            .formatted(slo.name(), plain(burn.rate())));
    annotations.put(
        "description",
        "{{ $value | humanizePercentage }} of events failed in the last %s%s, and it goes on;"
                .formatted(over, slo.calendar().map(" in sessions of %s"::formatted).orElse(""))
            + " the objective of %s %% over %s allows %s %%."
                .formatted(
                    plain(slo.objective()),
                    Durations.format(slo.window()),
                    plain(slo.errorBudget().movePointRight(2))));
    annotations.put(
        "summary_zh", "%s 的错误预算消耗速度为允许值的 %s 倍".formatted(slo.name(), plain(burn.rate())));
    annotations.put(
        "description_zh",
        "过去 %s 内%s有 {{ $value | humanizePercentage }} 的事件失败且仍在持续；目标 %s %%（窗口 %s）仅允许 %s %%。"
            .formatted(
                over,
                slo.calendar().map("（仅计 %s 交易时段）"::formatted).orElse(""),
                plain(slo.objective()),
                Durations.format(slo.window()),
                plain(slo.errorBudget().movePointRight(2))));
    annotations.put("runbook_url", "docs/runbooks/" + ALERT + ".md");
    return new AlertingRule(
        ALERT, query, parsed(query), Duration.ZERO, Duration.ZERO, labels, annotations);
  }

  private Rule recording(String name, String query) {
    return new RecordingRule(name, query, parsed(query), Map.of("slo", slo.name()));
  }

  /** The share of events that failed in a window; nothing without events. */
  private String errorRatio(Duration window) {
    String counted = sum(slo.counted(), window);
    String total = sum(slo.total(), window);
    String share = "(%s or 0 * %s) / (%s > 0)".formatted(counted, total, total);
    return slo.countsGood() ? "(1 - %s)".formatted(share) : "(%s)".formatted(share);
  }

  private String sum(String selector, Duration window) {
    boolean isLong = slo.calendar().isPresent() || window.compareTo(LONGEST_RATE) > 0;
    String rate =
        "sum%s (rate(%s[%s]))"
            .formatted(
                slo.by().isEmpty() ? "" : " by (" + String.join(", ", slo.by()) + ")",
                selector,
                isLong ? "5m" : Durations.format(window));
    if (!isLong) {
      return rate;
    }
    String counted =
        slo.calendar()
            .map(
                calendar ->
                    "(%s and on () max(%s{calendar=\"%s\"} offset 5m) == 1)"
                        .formatted(rate, SESSION_OPEN, calendar))
            .orElse(rate);
    return "sum_over_time(%s[%s:5m])".formatted(counted, Durations.format(window));
  }

  private static Expr parsed(String query) {
    try {
      return Parser.parse(query);
    } catch (ParseException impossible) {
      throw new IllegalStateException(query, impossible);
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
