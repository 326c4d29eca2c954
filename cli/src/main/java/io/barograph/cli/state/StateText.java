package io.barograph.cli.state;

import io.barograph.cli.alert.AlertLine;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.SeenSample;
import io.barograph.core.inspect.StateReport;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The state of a job for people.
 *
 * @param line how times are told
 */
public record StateText(AlertLine line) {
  private static final long NEVER = Long.MIN_VALUE;

  /** The lines of what one job has answered. */
  public List<String> of(StateReport report) {
    List<String> lines = new ArrayList<>();
    for (InspectedSeries series : report.series()) {
      add(series, report, lines);
    }
    if (report.series().isEmpty()) {
      report.alerts().forEach(alert -> add(alert, report, lines));
    }
    report.rules().forEach(rule -> add(rule, lines));
    return lines;
  }

  private void add(InspectedSeries series, StateReport report, List<String> lines) {
    lines.add(text(series.labels()));
    lines.add(
        "  %d samples held, %d late ones apart; its rules look back %s"
            .formatted(series.held(), series.late(), duration(series.windowMillis())));
    for (SeenSample sample : series.newest()) {
      lines.add("    %s  %s".formatted(time(sample.time()), value(sample)));
    }
    if (series.held() > series.newest().size()) {
      lines.add("    and %d older ones".formatted(series.held() - series.newest().size()));
    }
    lines.add(
        series.readers().isEmpty()
            ? "  no rule reads it any more"
            : "  read by " + String.join(", ", series.readers()));
    for (InspectedAlert alert : report.alertsOf(series)) {
      lines.add("  %s: %s".formatted(text(alert.labels()), status(alert)));
    }
  }

  private void add(InspectedAlert alert, StateReport report, List<String> lines) {
    lines.add(text(alert.labels()));
    lines.add("  " + status(alert));
    lines.add(
        "  value %s when the condition was true last; transition %d of the episode that began at %s"
            .formatted(
                number(alert.state().value()),
                alert.state().version(),
                time(alert.state().activeAt())));
    lines.add(
        "  rule %s%s, every %s, evaluated last at %s"
            .formatted(
                name(alert.owner()),
                version(alert.owner().version()),
                duration(alert.intervalMillis()),
                time(alert.lastTick())));
    lines.add("    " + alert.expression());
    lines.add("    " + clauses(alert.policy()));
    List<SupportingSeries> supports = report.supportsOf(alert);
    lines.add(supports.isEmpty() ? "  rests on no series that is held" : "  rests on");
    String leaf = "";
    for (SupportingSeries support : supports) {
      if (!support.leaf().equals(leaf)) {
        leaf = support.leaf();
        lines.add("    " + leaf);
      }
      lines.add("      %s  %s".formatted(text(support.series()), samples(support.newest())));
    }
  }

  private void add(InspectedRule rule, List<String> lines) {
    InspectedRule.Counts counts = rule.counts();
    lines.add("%s, every %s".formatted(name(rule.owner()), duration(rule.intervalMillis())));
    List<InspectedRule.Version> versions = rule.versions();
    for (int place = 0; place < versions.size(); place++) {
      InspectedRule.Version version = versions.get(place);
      boolean hasBegun = version.from() <= counts.lastTick() || version.from() == NEVER;
      boolean isOver =
          place + 1 < versions.size() && versions.get(place + 1).from() <= counts.lastTick();
      lines.add(
          "  %s%s%s"
              .formatted(
                  isOver ? "until lately" : hasBegun ? "in force" : "to come",
                  version(version.version()),
                  version.from() == NEVER ? "" : ", from " + time(version.from())));
      lines.add("    " + (version.expression().isEmpty() ? "is no more" : version.expression()));
    }
    lines.add("  evaluated last at " + time(counts.lastTick()));
    rule.inputs()
        .forEach((input, clock) -> lines.add("  waits for %s: %s".formatted(input, clock(clock))));
    lines.add(
        "  reads %d series%s; %d pending, %d firing, %d without data; %d ticks without a result"
            .formatted(
                counts.series(),
                counts.partitions() == 0 ? "" : " in %d partitions".formatted(counts.partitions()),
                counts.pending(),
                counts.firing(),
                counts.noData(),
                counts.errors()));
  }

  private String clock(long clock) {
    return clock == NEVER
        ? "its clock has not begun"
        : clock == Long.MAX_VALUE ? "it has ended" : "its clock is at " + time(clock);
  }

  private String status(InspectedAlert alert) {
    AlertState state = alert.state();
    OptionalLong change = alert.changesAt();
    String until =
        change.isEmpty()
            ? ""
            : "at %s, %s after the tick evaluated last"
                .formatted(
                    time(change.getAsLong()),
                    duration(Math.max(0, change.getAsLong() - alert.lastTick())));
    return switch (state.status()) {
      case PENDING ->
          "PENDING since %s; fires %s, if its condition holds"
              .formatted(time(state.activeAt()), until);
      case FIRING ->
          "FIRING since %s%s"
              .formatted(
                  time(state.firedAt()),
                  change.isEmpty()
                      ? ""
                      : "; its condition is false since %s: resolves %s"
                          .formatted(time(state.keepFiringSince()), until));
      case NODATA ->
          "NODATA since %s, %s; given up %s, if no data returns"
              .formatted(
                  time(state.noDataSince()),
                  state.hasFired() ? "fired at " + time(state.firedAt()) : "pending before",
                  until);
      case RESOLVED -> "RESOLVED at " + time(state.endedAt());
      case INACTIVE -> "ended at %s and never fired".formatted(time(state.endedAt()));
    };
  }

  private static String clauses(AlertPolicy policy) {
    return "for %s, keep_firing_for %s, without data %s for %s"
        .formatted(
            duration(policy.hold().toMillis()),
            duration(policy.keepFiring().toMillis()),
            policy.noData().name().toLowerCase(Locale.ROOT),
            duration(policy.noDataTimeout().toMillis()));
  }

  private String samples(List<SeenSample> samples) {
    return samples.isEmpty()
        ? "no sample"
        : samples.stream()
            .map(sample -> "%s at %s".formatted(value(sample), time(sample.time())))
            .collect(Collectors.joining(", "));
  }

  private static String value(SeenSample sample) {
    return sample.stale() ? "stale" : number(sample.value());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String version(String version) {
    return version.isEmpty() ? "" : ", version " + version;
  }

  private static String name(Owner owner) {
    return owner.pack() + '/' + owner.group() + '/' + owner.rule();
  }

  private String time(long millis) {
    return millis == NEVER ? "no tick yet" : line.time(Instant.ofEpochMilli(millis));
  }

  private static String duration(long millis) {
    return millis % 1_000 == 0 ? AlertLine.duration(Duration.ofMillis(millis)) : millis + " ms";
  }

  private static String text(Labels labels) {
    String alert = labels.get(Labels.ALERT_NAME);
    String name = alert.isEmpty() ? labels.metricName() : alert;
    Labels rest = labels.without(alert.isEmpty() ? Labels.METRIC_NAME : Labels.ALERT_NAME);
    return name
        + rest.toMap().entrySet().stream()
            .map(one -> one.getKey() + "=\"" + one.getValue() + '"')
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
