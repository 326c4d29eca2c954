package io.barograph.cli.detection;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertEvent;
import io.barograph.cli.demo.DemoObserver;
import io.barograph.cli.demo.FaultSchedule;
import io.barograph.cli.demo.ScheduledFault;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Takes the time from each fault of a schedule to what is known of it: of the job, by what it
 * writes to its topics, and of a Prometheus that gets the same samples.
 */
public final class DetectionBench implements DemoObserver {
  /** The name of the job in tables. */
  public static final String JOB = "Barograph";

  /** The name of the other in tables. */
  public static final String PROMETHEUS = "Prometheus";

  /** What the id of an episode has behind the fingerprint of its labels. */
  private static final Pattern FROM_DASH = Pattern.compile("-.*");

  private final Optional<PrometheusSide> prometheus;
  private final FiredAlerts alerts = new FiredAlerts();
  private final Map<String, String> idsByFingerprint = new HashMap<>();
  private final Set<String> metrics = ConcurrentHashMap.newKeySet();
  private volatile Instant start = Instant.MAX;

  /** A bench of the job, and of {@code prometheus} if there is one. */
  public DetectionBench(Optional<PrometheusSide> prometheus) {
    this.prometheus = prometheus;
  }

  @Override
  public void begins(Instant start) {
    this.start = start;
  }

  @Override
  public void sample(Sample sample) {
    metrics.add(sample.labels().get(Labels.METRIC_NAME));
    prometheus.ifPresent(side -> side.send(sample));
  }

  @Override
  public void alert(AlertEvent alert, Instant read) {
    idsByFingerprint.put(FROM_DASH.matcher(alert.id()).replaceFirst(""), alert.id());
    if (alert.status().equals("firing")) {
      alerts.fired(alert.id(), alert.name(), alert.startsAt().orElseThrow(), read);
    }
    alert.endsAt().ifPresent(end -> alerts.ended(alert.id(), end));
  }

  @Override
  public void incident(JsonNode incident, Instant read) {
    for (JsonNode member : incident.path("members")) {
      alerts.inIncident(member.path("alert").asText(), read);
    }
  }

  @Override
  public void notification(JsonNode notification, Instant arrived) {
    for (JsonNode alert : notification.path("alerts")) {
      String id = idsByFingerprint.get(alert.path("fingerprint").asText());
      if (id != null && alert.path("status").asText().equals("firing")) {
        alerts.notified(id, arrived);
      }
    }
  }

  /**
   * What each rule that tells of a fault said, for each fault of the schedule in its order.
   *
   * @return none if the schedule has not begun
   */
  public List<Detection> detections(FaultSchedule schedule, FaultRules rules) {
    List<Detection> all = new ArrayList<>();
    if (start.equals(Instant.MAX)) {
      return all;
    }
    for (ScheduledFault fault : schedule.faults()) {
      Instant began = start.plus(fault.begins());
      Instant until = nextOfKind(schedule, fault);
      for (String rule : fault.fault().alertNames()) {
        all.add(Detection.of(JOB, fault, rule, began, until, alerts.list()));
        prometheus.ifPresent(
            side ->
                all.add(
                    rules.canRead(rule, metrics)
                        ? Detection.of(PROMETHEUS, fault, rule, began, until, side.alerts())
                        : Detection.withoutInput(PROMETHEUS, fault, rule, began)));
      }
    }
    return all;
  }

  private Instant nextOfKind(FaultSchedule schedule, ScheduledFault fault) {
    return schedule.faults().stream()
        .filter(other -> other.fault() == fault.fault())
        .map(ScheduledFault::begins)
        .filter(begins -> begins.compareTo(fault.begins()) > 0)
        .min(Comparator.naturalOrder())
        .map(start::plus)
        .orElse(Instant.MAX);
  }
}
