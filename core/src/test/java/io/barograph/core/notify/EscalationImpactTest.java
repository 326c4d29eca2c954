package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EscalationImpactTest {
  private static final long MINUTE = 60_000;
  private static final Labels ORDERS = Labels.of("alertname", "Down", "service", "orders");
  private static final Labels QUOTES = Labels.of("alertname", "Down", "service", "quotes");

  private final List<String> told = new ArrayList<>();
  private final List<Decision> decided = new ArrayList<>();
  private final PartsInMemory kept = new PartsInMemory();
  private RoutingExtensions extensions = escalatesFrom(0.4);
  private Dispatcher dispatcher = open();

  private static RoutingExtensions escalatesFrom(double minImpact) {
    return RoutingExtensions.ofEscalations(
        List.of(
            new Escalation(
                "weighty",
                List.of(),
                new Escalation.Condition(5 * MINUTE, true, 1, minImpact, Priority.P4),
                List.of("head"),
                new RouteTiming(0, 5 * MINUTE, 600 * MINUTE))));
  }

  private Dispatcher open() {
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
    return new Dispatcher(
        RoutingConfig.everythingTo(new ReceiverConfig("ops", List.of(webhook))),
        extensions,
        StormPolicy.NONE,
        new Told() {
          @Override
          public void notify(Notification notification) {
            if (notification.receiver().equals("head")) {
              told.add(step(notification));
            }
          }

          @Override
          public void decided(Decision decision) {
            if (decision.code() == DecisionCode.ALERT_ESCALATED) {
              decided.add(decision);
            }
          }
        });
  }

  /** {@code 5m [+orders, -quotes]}. */
  private static String step(Notification notification) {
    return notification.at() / MINUTE
        + "m "
        + notification.alerts().stream()
            .map(
                alert ->
                    (alert.isFiring() ? "+" : "-")
                        + alert.labels().get("service")
                        + alert.labels().get("symbol"))
            .toList();
  }

  private void escalateFrom(double minImpact) {
    extensions = escalatesFrom(minImpact);
    dispatcher = open();
  }

  private void restart(long now) throws IOException {
    dispatcher.writeChanges(kept);
    dispatcher = open();
    kept.readInto(dispatcher);
    dispatcher.restored(now);
  }

  /** Four services, of which three matter as is said and the last, base, as all usually do. */
  private static Topology graph(
      String environment, long time, double orders, double quotes, double web) {
    return new Topology(
        environment,
        new ServiceGraph(
            Map.of("web", List.of("orders", "quotes"), "orders", List.of("base")),
            Map.of(),
            Map.of("orders", orders, "quotes", quotes, "web", web)),
        Topology.USUAL_HEARTBEAT_INTERVAL,
        time);
  }

  @Test
  void goesOnAtTheBoundAndSaysTheImpact() {
    dispatcher.take(graph("", 0, 4, 1, 4)); // orders are 4 of 10
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.advance(6 * MINUTE);

    assertThat(told).containsExactly("5m [+orders]");
    assertThat(decided).extracting(one -> one.parameters().get("impact")).containsExactly("0.400");
    assertThat(decided.get(0).sentence())
        .isEqualTo(
            "the alert goes on to head by the escalation \"weighty\": it has fired for 5m and"
                + " nobody has acknowledged it, the impact is 0.400");
  }

  @Test
  void aSumOfWeightsThatIsRoundedReachesTheBound() {
    escalateFrom(0.8);
    dispatcher.take(graphOfOne());
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.take(Alerts.fires(QUOTES, 0));
    dispatcher.advance(6 * MINUTE);

    assertThat(told).containsExactly("5m [+orders, +quotes]");
  }

  /** Orders and quotes are 0.8 of 1, but sums of floating point numbers say a little less. */
  private static Topology graphOfOne() {
    Map<String, Double> weights = Map.of("orders", 0.7, "quotes", 0.1, "web", 0.2);
    return new Topology(
        "",
        new ServiceGraph(Map.of("web", List.of("orders", "quotes")), Map.of(), weights),
        Topology.USUAL_HEARTBEAT_INTERVAL,
        0);
  }

  @Test
  void waitsBelowTheBoundUntilTheServicesAffectedAreEnough() {
    dispatcher.take(graph("", 0, 3.9, 1, 4));
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.advance(9 * MINUTE);
    assertThat(told).isEmpty();

    dispatcher.take(Alerts.fires(QUOTES, 10 * MINUTE));
    dispatcher.advance(16 * MINUTE);
    assertThat(told).containsExactly("10m [+orders]", "15m [+orders, +quotes]");
    assertThat(decided)
        .extracting(one -> one.parameters().get("impact"))
        .as("4.9 of 9.9")
        .containsExactly("0.495", "0.495");
  }

  @Test
  void whatHasEndedDoesNotCount() {
    dispatcher.take(graph("", 0, 3, 3, 3));
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.take(Alerts.ends(ORDERS, 0, MINUTE));
    dispatcher.take(Alerts.fires(QUOTES, 2 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(told).isEmpty();
  }

  @Test
  void weighsAnewWhenTheGraphIsAnother() {
    dispatcher.take(graph("", 0, 1, 1, 7));
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.advance(9 * MINUTE);
    dispatcher.take(graph("", 10 * MINUTE, 7, 1, 1));
    dispatcher.take(graph("", 0, 1, 1, 7)); // older than what is known
    dispatcher.advance(12 * MINUTE);
    assertThat(told).containsExactly("10m [+orders]");

    dispatcher.take(graph("", 13 * MINUTE, 1, 1, 7));
    dispatcher.take(Alerts.fires(QUOTES, 14 * MINUTE));
    dispatcher.advance(60 * MINUTE);
    assertThat(told).as("quotes are too little by then").hasSize(1);
  }

  @Test
  void neverGoesOnWithoutAGraph() {
    dispatcher.take(graph("elsewhere", 0, 4, 1, 4));
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.take(Alerts.fires(QUOTES, 0));
    dispatcher.advance(60 * MINUTE);

    assertThat(told).isEmpty();
  }

  @Test
  void goesOnWithoutAGraphWhereNoImpactIsAskedFor() {
    escalateFrom(0);
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.advance(6 * MINUTE);

    assertThat(told).containsExactly("5m [+orders]");
    assertThat(decided).extracting(one -> one.parameters().get("impact")).containsExactly("");
    assertThat(decided.get(0).sentence()).doesNotContain("impact");
  }

  @Test
  void eachEnvironmentHasItsOwnImpact() {
    Labels paper = ORDERS.with("environment", "paper");
    dispatcher.take(graph("", 0, 3, 3, 3));
    dispatcher.take(graph("paper", 0, 7, 1, 1));
    dispatcher.take(Alerts.fires(QUOTES, 0));
    dispatcher.take(Alerts.fires(paper, 0));
    dispatcher.advance(6 * MINUTE);

    assertThat(told).containsExactly("5m [+orders]");
    assertThat(decided).extracting(one -> one.parameters().get("impact")).containsExactly("0.700");
  }

  @Test
  void anAlertIsOnTheServiceThatTheLabelsOfPlacesName() {
    extensions =
        escalatesFrom(0.4)
            .withPlaces(new AlertPlaces("stage", List.of("symbol"), List.of(), List.of(), ""));
    dispatcher = open();
    dispatcher.take(graph("live", 0, 4, 1, 4));
    dispatcher.take(
        Alerts.fires(Labels.of("alertname", "Late", "stage", "live", "symbol", "orders"), 0));
    dispatcher.advance(6 * MINUTE);

    assertThat(told).containsExactly("5m [+orders]");
  }

  @Test
  void goesOnAcrossARestartAsIfThereHadBeenNone() throws IOException {
    dispatcher.take(graph("", 0, 3.9, 1, 4));
    dispatcher.take(Alerts.fires(ORDERS, 0));
    dispatcher.advance(9 * MINUTE);
    restart(9 * MINUTE);
    dispatcher.take(Alerts.fires(QUOTES, 10 * MINUTE));
    dispatcher.advance(11 * MINUTE);
    restart(11 * MINUTE);
    dispatcher.take(Alerts.ends(ORDERS, 0, 12 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(told).containsExactly("10m [+orders]", "15m [-orders]");
  }

  @Test
  void asksForGraphsOnlyWhereItNeedsThem() {
    assertThat(escalatesFrom(0.4).needGraphs()).isTrue();
    assertThat(escalatesFrom(0).needGraphs()).isFalse();
  }

  @Test
  void refusesWhatIsNoShare() {
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> escalatesFrom(wrong))
          .hasMessage("min_impact must be from 0 to 1, was " + wrong);
    }
  }
}
