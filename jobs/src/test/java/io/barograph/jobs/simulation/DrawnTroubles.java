package io.barograph.jobs.simulation;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.incident.Heartbeat;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.rules.RuleChange;
import io.barograph.jobs.simulation.Arrivals.Timed;
import io.barograph.jobs.testing.AlertEpisodes;
import io.barograph.promql.rules.PackText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What happens to the services of two environments: cascades, alerts that grow worse, that toggle
 * and that come by chance, deploys with errors behind them, silent services, and patterns that are
 * published meanwhile.
 */
final class DrawnTroubles {
  static final long START = 1_760_000_000_000L;
  static final String PACK = "desk";

  private static final List<String> ENVIRONMENTS = List.of("asia", "eu");
  private static final List<String> SERVICES = List.of("web", "orders", "users", "db", "feed");
  private static final List<String> SEVERITIES = List.of("warning", "error", "critical");
  private static final ServiceGraph GRAPH =
      new ServiceGraph(
          Map.of(
              "web", List.of("orders", "users"), "orders", List.of("db"), "users", List.of("db")),
          Map.of());

  final List<Timed> alerts = new ArrayList<>();
  final List<Timed> changes = new ArrayList<>();
  final List<Timed> heartbeats = new ArrayList<>();
  final List<Timed> topologies = new ArrayList<>();
  final List<Timed> published = new ArrayList<>();

  private final Random random;
  private final int seconds;
  private final Set<String> episodes = new HashSet<>();

  /** Troubles of so many seconds. */
  DrawnTroubles(int seconds, int publications, Random random) {
    this.random = random;
    this.seconds = seconds;
    for (String environment : ENVIRONMENTS) {
      topologies.add(
          record(new Topology(environment, GRAPH, Duration.ofSeconds(60), START), START));
      for (int second = 30 + random.nextInt(60); second < seconds; second += 90) {
        trouble(environment, second + random.nextInt(60));
      }
      beat(environment);
    }
    publish(publications);
  }

  private void trouble(String environment, int second) {
    switch (random.nextInt(6)) {
      case 0 -> cascade(environment, second);
      case 1, 2 -> escalation(environment, second);
      case 3 -> flapping(environment, second);
      case 4 -> deploy(environment, second);
      default -> alert(environment, service(), "Odd", severity(), second, 20 + random.nextInt(300));
    }
  }

  private void cascade(String environment, int second) {
    for (String service : List.of("db", "orders", "users", "web")) {
      if (random.nextInt(5) > 0) {
        int begins = second + random.nextInt(30);
        alert(environment, service, "Errors", severity(), begins, 30 + random.nextInt(200));
      }
    }
  }

  /** Some recover before they grow worse. */
  private void escalation(String environment, int second) {
    String service = service();
    int begins = second;
    for (String severity : SEVERITIES) {
      int lasts = random.nextInt(3) == 0 ? 10 + random.nextInt(40) : 300 + random.nextInt(300);
      alert(environment, service, "Slow", severity, begins, lasts);
      begins += random.nextInt(4) == 0 ? 0 : 20 + random.nextInt(160);
    }
  }

  private void flapping(String environment, int second) {
    String service = service();
    String severity = severity();
    int begins = second;
    for (int toggles = 3 + random.nextInt(4); toggles > 0; toggles--) {
      alert(environment, service, "Flaps", severity, begins, 5 + random.nextInt(20));
      begins += 30 + random.nextInt(40);
    }
  }

  private void deploy(String environment, int second) {
    String service = service();
    String id = environment + '-' + second;
    long time = at(second);
    changes.add(
        record(new ServiceChange(environment, service, "deploy", "v" + second, time, id), time));
    if (random.nextInt(3) > 0) {
      alert(environment, service, "Errors", "error", second + random.nextInt(200), 100);
    }
  }

  private void beat(String environment) {
    int silentFrom = random.nextInt(2 * seconds);
    for (int second = random.nextInt(60); second < seconds; second += 60) {
      if (second < silentFrom || second > silentFrom + 400) {
        long time = at(second);
        heartbeats.add(record(new Heartbeat(environment, "feed", time), time));
      }
    }
  }

  private void alert(
      String environment, String service, String name, String severity, int second, int lasts) {
    Labels labels =
        Labels.of(
            "alertname", name,
            "environment", environment,
            "service", service,
            "severity", severity);
    for (int covered = second; covered <= second + lasts; covered++) {
      if (!episodes.add(labels.toString() + covered)) {
        return; // it fires already
      }
    }
    long begins = at(second);
    long ends = at(second + lasts);
    alerts.add(told(AlertEpisodes.fires(labels, begins)));
    if (random.nextInt(10) > 0) {
      AlertReason reason =
          random.nextInt(8) == 0 ? AlertReason.NODATA_TIMEOUT : AlertReason.CONDITION_FALSE;
      alerts.add(told(AlertEpisodes.ends(labels, begins, ends, reason)));
    }
  }

  private void publish(int publications) {
    long from = START;
    for (int number = 1; number <= publications; number++) {
      from += 1_000L * random.nextInt(2 * seconds / (publications + 1)) + 1;
      Optional<PackText> live = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(pack());
      published.add(
          new Timed(new RuleChange(number, from, from, PACK, false, live, Optional.empty()), from));
    }
  }

  /** A pack with patterns that are drawn. */
  PackText pack() {
    StringBuilder text = new StringBuilder("patterns:\n");
    text.append(
        """
          - name: escalation
            kind: escalation
            within: %dm
            stages:
              - matchers: ['severity="warning"']
              - matchers: ['severity="error"']
              - matchers: ['severity="critical"']
        """
            .formatted(3 + 4 * random.nextInt(2)));
    if (random.nextBoolean()) {
      text.append(
          """
            - name: deploy-then-errors
              kind: change-impact
              within: 5m
              by: [environment, service]
              stages:
                - {source: changes, matchers: ['kind="deploy"']}
                - {alert: Errors}
          """);
    }
    if (random.nextBoolean()) {
      text.append(
          """
            - name: stays-slow
              kind: escalation
              within: 5m
              by: [environment, service]
              stages:
                - {alert: Slow, matchers: ['severity="warning"']}
                - {alert: Slow, matchers: ['severity="error"']}
              notFollowedBy: {alert: Slow, state: resolved, for: %s}
          """
              .formatted(random.nextBoolean() ? "1m" : "5m"));
    }
    PackText.File settings = new PackText.File("barograph.yml", text.toString());
    return new PackText(PACK, "1", List.of(), Optional.of(settings));
  }

  private String service() {
    return SERVICES.get(random.nextInt(SERVICES.size()));
  }

  private String severity() {
    return SEVERITIES.get(random.nextInt(SEVERITIES.size()));
  }

  private static long at(int second) {
    return START + 1_000L * second;
  }

  private static Timed told(Alert alert) {
    return new Timed(alert, alert.updatedAt());
  }

  private static Timed record(BusinessRecord record, long time) {
    return new Timed(new IngestedRecord(record, Ingested.ON_TIME), time);
  }
}
