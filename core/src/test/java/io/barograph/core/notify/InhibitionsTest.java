package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.decision.Decision;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InhibitionsTest {
  private static final long MINUTE = 60_000;
  private static final Labels DESK = Labels.of("alertname", "Slow", "service", "desk");
  private static final Labels BASE = Labels.of("alertname", "Down", "service", "base");
  private static final RoutingExtensions ALONG_THE_GRAPH =
      new RoutingExtensions(
          List.of(),
          Map.of(),
          List.of(
              new GraphInhibitRule(
                  "", List.of(LabelMatcher.equal("alertname", "Down")), List.of(), 2)),
          AlertPlaces.DEFAULT);

  private final List<String> told = new ArrayList<>();
  private final List<String> decided = new ArrayList<>();
  private final PartsInMemory kept = new PartsInMemory();
  private Dispatcher dispatcher = open(ALONG_THE_GRAPH);

  private Dispatcher open(RoutingExtensions extensions) {
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
    return new Dispatcher(
        RoutingConfig.everythingTo(new ReceiverConfig("ops", List.of(webhook))),
        extensions,
        StormPolicy.NONE,
        new Told() {
          @Override
          public void notify(Notification notification) {
            for (NotifiedAlert alert : notification.alerts()) {
              told.add(
                  notification.at() / 1_000
                      + (alert.isFiring() ? " +" : " -")
                      + alert.labels().get("service"));
            }
          }

          @Override
          public void decided(Decision decision) {
            decided.add(decision.sentence());
          }
        });
  }

  private void restart(RoutingExtensions extensions, long now) throws IOException {
    dispatcher.writeChanges(kept);
    dispatcher = open(extensions);
    kept.readInto(dispatcher);
    dispatcher.restored(now);
  }

  private static Topology graph(long time, String callee) {
    return new Topology(
        "",
        new ServiceGraph(Map.of("desk", List.of("orders"), "orders", List.of(callee)), Map.of()),
        Topology.USUAL_HEARTBEAT_INTERVAL,
        time);
  }

  @Test
  void tellsNothingOfWhatRestsOnAServiceAtFaultAndSaysAlongWhichWay() {
    dispatcher.take(graph(0, "base"));
    dispatcher.take(Alerts.fires(BASE, 1_000));
    dispatcher.take(Alerts.fires(DESK, 2_000));
    dispatcher.advance(MINUTE);

    assertThat(told).containsExactly("31 +base");
    assertThat(decided)
        .contains(
            "ops is not told of the alert, inhibited by {alertname=\"Down\", service=\"base\"}"
                + " along desk → orders → base");
  }

  @Test
  void tellsOfItWhenTheOtherHasEnded() {
    dispatcher.take(graph(0, "base"));
    dispatcher.take(Alerts.fires(BASE, 1_000));
    dispatcher.take(Alerts.fires(DESK, 2_000));
    dispatcher.take(Alerts.ends(BASE, 1_000, 2 * MINUTE));
    dispatcher.advance(6 * MINUTE);

    assertThat(told).containsExactly("31 +base", "331 -base", "331 +desk");
  }

  @Test
  void whatWasToldIsToldEnded() {
    dispatcher.take(graph(0, "base"));
    dispatcher.take(Alerts.fires(DESK, 0));
    dispatcher.advance(MINUTE);
    dispatcher.take(Alerts.fires(BASE, 2 * MINUTE));
    dispatcher.take(Alerts.ends(DESK, 0, 3 * MINUTE));
    dispatcher.advance(10 * MINUTE);

    assertThat(told).contains("30 +desk", "330 -desk");
  }

  @Test
  void knowsTheGraphAcrossARestart() throws IOException {
    dispatcher.take(graph(0, "base"));
    restart(ALONG_THE_GRAPH, 0);
    dispatcher.take(Alerts.fires(BASE, 1_000));
    dispatcher.advance(1_500);
    restart(ALONG_THE_GRAPH, 1_500);
    dispatcher.take(Alerts.fires(DESK, 2_000));
    dispatcher.advance(MINUTE);
    assertThat(told).containsExactly("31 +base");

    restart(RoutingExtensions.NONE, MINUTE);
    dispatcher.advance(6 * MINUTE);
    assertThat(told)
        .as("the rule is no more")
        .containsExactly("31 +base", "331 +base", "331 +desk");
  }

  @Test
  void followsTheGraphAsItChanges() {
    dispatcher.take(graph(0, "base"));
    dispatcher.take(graph(1_000, "other"));
    dispatcher.take(graph(500, "base")); // older than what is known
    dispatcher.take(Alerts.fires(BASE, 2_000));
    dispatcher.take(Alerts.fires(DESK, 2_000));
    dispatcher.advance(MINUTE);

    assertThat(told).containsExactlyInAnyOrder("32 +base", "32 +desk");
  }

  @Test
  void tellsEverythingWithoutAGraph() {
    dispatcher.take(Alerts.fires(BASE, 1_000));
    dispatcher.take(Alerts.fires(DESK, 1_000));
    dispatcher.advance(MINUTE);

    assertThat(told).containsExactlyInAnyOrder("31 +base", "31 +desk");
  }
}
