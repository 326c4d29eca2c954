package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GraphInhibitionTest {
  /** a calls b, b calls c, c calls d; b and d run on h. */
  private static final ServiceGraph CHAIN =
      new ServiceGraph(
          Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("d")),
          Map.of("b", "h", "d", "h"));

  private GraphInhibition inhibition = of(2);

  private static GraphInhibition of(int maxHops) {
    GraphInhibitRule any =
        new GraphInhibitRule(
            "",
            List.of(LabelMatcher.equal("severity", "critical")),
            List.of(LabelMatcher.equal("kind", "symptom")),
            maxHops);
    return new GraphInhibition(List.of(any), AlertPlaces.DEFAULT);
  }

  private static Labels source(String... more) {
    return Labels.of("alertname", "Down", "severity", "critical").with(more[0], more[1]);
  }

  private static Labels target(String service) {
    return Labels.of("alertname", "Slow", "kind", "symptom", "service", service);
  }

  private static Labels both(String service) {
    return target(service).with("severity", "critical");
  }

  private String path(Labels alert) {
    return inhibition.cause(alert).map(cause -> String.join(" ", cause.path())).orElse("");
  }

  @Test
  void mutesWhatCallsTheServiceAtFault() {
    inhibition.follow("", CHAIN);
    inhibition.add(source("service", "c"));

    assertThat(path(target("b"))).isEqualTo("b c");
    assertThat(path(target("a"))).isEqualTo("a b c");
    assertThat(path(target("d"))).as("what is called is not at fault of it").isEmpty();
    assertThat(path(target("c"))).as("of one service").isEmpty();
    assertThat(inhibition.cause(target("a")).orElseThrow().source())
        .isEqualTo(source("service", "c"));

    inhibition.remove(source("service", "c"));
    assertThat(path(target("a"))).isEmpty();
  }

  @Test
  void looksNoFartherThanTheRuleSays() {
    inhibition.follow("", CHAIN);
    inhibition.add(source("service", "d"));
    assertThat(path(target("b"))).isEqualTo("b c d");
    assertThat(path(target("a"))).isEmpty();

    inhibition = of(3);
    inhibition.follow("", CHAIN);
    inhibition.add(source("service", "d"));
    assertThat(path(target("a"))).isEqualTo("a b c d");
  }

  @Test
  void mutesWhatRunsOnTheHostAtFault() {
    inhibition.follow("", CHAIN);
    inhibition.add(source("host", "h"));

    assertThat(path(target("d"))).isEqualTo("d h");
    assertThat(path(target("a"))).isEqualTo("a b h");
  }

  @Test
  void anAlertOfAServiceIsNotOneOfItsHost() {
    inhibition.follow("", CHAIN);
    inhibition.add(source("service", "b").with("host", "h"));
    assertThat(path(target("d"))).isEmpty();

    inhibition.add(source("service", "agent").with("host", "h"));
    assertThat(path(target("d"))).as("the graph does not know agent").isEqualTo("d h");
  }

  @Test
  void mutesOnlyTargets() {
    inhibition.follow("", CHAIN);
    inhibition.add(source("service", "c"));

    assertThat(path(source("service", "b"))).isEmpty();
  }

  @Test
  void mutesNothingWithoutAGraph() {
    inhibition.add(source("service", "c"));
    assertThat(path(target("b"))).isEmpty();

    inhibition.follow("elsewhere", CHAIN);
    assertThat(path(target("b"))).as("the graph of another environment").isEmpty();

    inhibition.follow("", CHAIN);
    assertThat(path(target("b"))).isEqualTo("b c");
    inhibition.follow("", ServiceGraph.EMPTY);
    assertThat(path(target("b"))).isEmpty();
  }

  @Test
  void environmentsAreApart() {
    inhibition.follow("prod", CHAIN);
    inhibition.add(source("service", "c"));
    assertThat(path(target("b").with("environment", "prod"))).isEmpty();

    inhibition.add(source("service", "c").with("environment", "prod"));
    assertThat(path(target("b").with("environment", "prod"))).isEqualTo("b c");
  }

  @Test
  void servicesThatCallEachOtherDoNotMuteEachOther() {
    inhibition = of(1);
    inhibition.follow(
        "",
        new ServiceGraph(
            Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("a"), "x", List.of("a")),
            Map.of()));
    for (String service : List.of("a", "b", "c")) {
      inhibition.add(both(service));
    }

    assertThat(path(both("a"))).isEmpty();
    assertThat(path(both("b"))).isEmpty();
    assertThat(path(both("c"))).isEmpty();
    assertThat(path(both("x"))).isEqualTo("x a");
  }

  @Test
  void somethingIsAlwaysToldOfWhatIsMuted() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Map<String, List<String>> calls = new TreeMap<>();
      for (int edge = 0; edge < 20; edge++) {
        calls
            .computeIfAbsent("s" + random.nextInt(12), any -> new ArrayList<>())
            .add("s" + random.nextInt(12));
      }
      inhibition = of(1 + random.nextInt(4));
      inhibition.follow("", new ServiceGraph(calls, Map.of()));
      List<Labels> alerts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        if (random.nextBoolean()) {
          alerts.add(both("s" + i));
        }
      }
      alerts.forEach(inhibition::add);
      for (Labels alert : alerts) {
        Labels at = alert;
        for (int steps = 0; inhibition.cause(at).isPresent(); steps++) {
          assertThat(steps).as("seed %d", seed).isLessThan(12);
          at = inhibition.cause(at).orElseThrow().source();
        }
      }
    }
  }

  @Test
  void theOrderInWhichAlertsCameMakesNoDifference() {
    inhibition.follow("", CHAIN);
    Labels one = source("service", "c").with("instance", "1");
    Labels other = source("service", "c").with("instance", "2");
    inhibition.add(other);
    inhibition.add(one);

    assertThat(inhibition.cause(target("b")).orElseThrow().source()).isEqualTo(one);
  }

  @Test
  void refusesHopsOutOfRange() {
    assertThatThrownBy(() -> of(0)).hasMessage("max_hops must be from 1 to 8, was 0");
    assertThatThrownBy(() -> of(9)).hasMessage("max_hops must be from 1 to 8, was 9");
  }
}
