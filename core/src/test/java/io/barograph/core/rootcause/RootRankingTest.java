package io.barograph.core.rootcause;

import static io.barograph.core.rootcause.Scene.CALLS;
import static io.barograph.core.rootcause.Scene.CPU;
import static io.barograph.core.rootcause.Scene.FAILURES;
import static io.barograph.core.rootcause.Scene.GAP;
import static io.barograph.core.rootcause.Scene.LATENCY;
import static io.barograph.core.rootcause.Scene.LINES;
import static io.barograph.core.rootcause.Scene.MINUTE;
import static io.barograph.core.rootcause.Scene.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.rootcause.RootCandidate.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom the evidence blames; each part of a score has a test that fails without it. */
final class RootRankingTest {
  private static Scene shop() {
    return new Scene().calls("site>search", "search>table", "site>pay", "pay>bank");
  }

  @Test
  void aCallerIsSlowByAsMuchAsItsCalleesAreNot() {
    Scene scene =
        shop()
            .signal(LATENCY, "site", 0.10, 100, 0.50)
            .signal(LATENCY, "search", 0.02, 100, 0.41)
            .signal(LATENCY, "table", 0.01, 100, 0.011);

    assertThat(scene.services().get(0)).isEqualTo("search");
    assertThat(scene.rank().get(0).path()).containsExactly("site", "search");
  }

  @Test
  void aCallerOfTwoThatAreSlowIsNoCandidate() {
    Scene scene =
        shop()
            .signal(LATENCY, "site", 0.45, 100, 0.65)
            .signal(LATENCY, "search", 1, 20, 1.5)
            .signal(LATENCY, "pay", 1, 20, 1.5);

    assertThat(scene.services()).containsExactlyInAnyOrder("search", "pay");
  }

  @Test
  void whatDeviatesMostAndMattersLeastIsNotTheRoot() {
    Scene scene =
        shop()
            .signal(LATENCY, "site", 0.10, 1_000, 0.30)
            .signal(LATENCY, "pay", 0.02, 1_000, 0.22)
            .signal(LATENCY, "bank", 0.001, 5, 0.9);

    assertThat(scene.services().get(0)).isEqualTo("pay");
  }

  @Test
  void whatMattersAndIsUsualIsNotTheRoot() {
    Scene scene = shop().calls("site>batch");
    for (int i = 0; i < 30; i++) {
      double swings = i % 2 == 0 ? 1 : 9;
      scene.analysis().learn(Measure.of((i - 30) * MINUTE, LATENCY, "batch", swings, 100));
    }
    scene.isNew(LATENCY, "batch", 100, 9.5).signal(LATENCY, "pay", 0.1, 100, 0.6);

    assertThat(scene.services().get(0)).isEqualTo("pay");
  }

  @Test
  void theErrorsOfCallersSpeakAgainstTheDeepest() {
    Scene scene =
        shop()
            .signal(FAILURES, "site", 0, 1_000, 60)
            .signal(FAILURES, "pay", 0, 1_000, 50)
            .signal(FAILURES, "bank", 0, 1_000, 50)
            .signal(FAILURES, "search", 0, 1_000, 0);

    RootCandidate first = scene.rank().get(0);
    assertThat(first.service()).isEqualTo("bank");
    assertThat(first.path()).containsExactly("site", "pay", "bank");
    assertThat(first.parts().stream().filter(Part::isExplained).map(Part::peer))
        .containsExactlyInAnyOrder("site", "pay");
  }

  @Test
  void whatWasPassedIsPassedOn() {
    Scene scene =
        new Scene()
            .calls("a>b", "b>c", "c>d", "d>e")
            .signal(FAILURES, "a", 0, 1_000, 50)
            .signal(FAILURES, "b", 0, 1_000, 52)
            .signal(FAILURES, "c", 0, 1_000, 54)
            .signal(FAILURES, "d", 0, 1_000, 52)
            .signal(FAILURES, "e", 0, 1_000, 50);

    RootCandidate first = scene.rank().get(0);
    assertThat(first.service()).isEqualTo("e");
    assertThat(first.path()).containsExactly("a", "b", "c", "d", "e");
    assertThat(first.score()).isGreaterThan(4 * first.parts().get(1).deviation());
  }

  @Test
  void aSlowCallerIsExplainedByTheNetworkToItsCallee() {
    Scene scene =
        shop().signal(LATENCY, "site", 0.1, 100, 0.4).signal(GAP, "site>search", 0.1, 100, 0.3);

    assertThat(scene.services().get(0)).isEqualTo("search");
  }

  @Test
  void anErrorIsPassedOverAServiceThatLogsNone() {
    Scene scene =
        shop().signal(FAILURES, "site", 0, 1_000, 5).signal(LINES, "bank", 1_000, 1_000, 300);

    assertThat(scene.services().get(0)).isEqualTo("bank");
  }

  @Test
  void anErrorIsPassedOnAsFarAsTheCalleeIsSuspectAndNoFarther() {
    Scene scene =
        shop().signal(FAILURES, "site", 0, 1_000, 400).signal(SELF, "bank", 0.010, 1_000, 0.0104);

    assertThat(scene.services().get(0)).isEqualTo("site");
  }

  @Test
  void aFailureThatAlwaysWasThereIsNoSymptom() {
    Scene scene =
        shop().signal(FAILURES, "pay", 500, 1_000, 510).signal(FAILURES, "search", 0, 1_000, 20);

    assertThat(scene.services().get(0)).isEqualTo("search");
  }

  @Test
  void aDelayOfTheNetworkBlamesTheCallee() {
    Scene scene =
        shop()
            .signal(GAP, "site>search", 0.001, 100, 0.3)
            .signal(GAP, "site>pay", 0.001, 100, 0.001)
            .signal(LATENCY, "site", 0.1, 100, 0.4)
            .signal(SELF, "site", 0.05, 100, 0.05);

    RootCandidate first = scene.rank().get(0);
    assertThat(first.service()).isEqualTo("search");
    assertThat(first.parts().get(0).peer()).isEqualTo("site");
    assertThat(first.path()).containsExactly("site", "search");
  }

  @Test
  void theShareOfAUtilisationIsThatOfTheLimit() {
    Scene scene = shop().signal(CPU, "bank", 1, 1, 9).signal(CPU, "pay", 30, 1, 95);

    assertThat(scene.services()).containsExactly("pay", "bank");
  }

  @Test
  void lessIsLoggedWhereTheCodeGoesAnotherWay() {
    Scene scene = shop().signal(LINES, "pay", 400, 100, 90).signal(LINES, "search", 400, 100, 390);

    assertThat(scene.services().get(0)).isEqualTo("pay");
  }

  @Test
  void theShareOfARatioIsThatOfTheServiceItself() {
    Scene scene = shop().signal(CALLS, "pay>bank", 300, 100, 110).signal(CPU, "search", 50, 1, 99);

    assertThat(scene.services()).startsWith("search", "pay");
    assertThat(scene.rank().get(1).parts().get(0).deviation())
        .isGreaterThan(scene.rank().get(0).parts().get(0).deviation());
  }

  @Test
  void callsThatAreNotMadeBlameTheCaller() {
    Scene scene =
        shop().signal(CALLS, "pay>bank", 300, 100, 20).signal(CALLS, "site>pay", 100, 100, 100);

    RootCandidate first = scene.rank().get(0);
    assertThat(first.service()).isEqualTo("pay");
    assertThat(first.parts().get(0).peer()).isEqualTo("bank");
  }

  @Test
  void aClientThatSeesItAllGoesBehindWhatItCalls() {
    Scene scene =
        new Scene()
            .calls("search_client>search", "site>search", "site>search_remote")
            .signal(LATENCY, "search_client", 0.003, 100, 0.5)
            .signal(LATENCY, "search_remote", 0.01, 10, 0.5)
            .signal(LATENCY, "search", 0.02, 1_000, 0.5)
            .signal(LATENCY, "site", 0.1, 1_000, 0.6);

    assertThat(scene.services().get(0)).isEqualTo("search");
  }

  @Test
  void ofAlertsAloneTheDeepestIsTheRoot() {
    Scene scene = shop().alert("site", 1, 5).alert("pay", 1, 3).alert("bank", 1, 9);

    assertThat(scene.services().get(0)).isEqualTo("bank");
    assertThat(
            RootCauseAnalysis.rankAlerts(
                    RootCausePolicy.DEFAULT,
                    Scene.of(new ServiceGraph(Map.of("site", List.of("pay")), Map.of())),
                    List.of(Evidence.alert("site", 1, 1), Evidence.alert("pay", 1, 2)),
                    Map.of())
                .get(0)
                .path())
        .containsExactly("site", "pay");
  }

  @Test
  void ofTwoThatAreAlikeTheEarlierIsFirst() {
    Scene scene = shop().alert("table", 1, 3).alert("bank", 1, 9);

    assertThat(scene.services()).containsExactly("table", "bank");
  }

  @Test
  void aRecentChangePutsAServiceFirst() {
    long now = 3_600_000;
    assertThat(shop().alert("table", 1, now).alert("bank", 0.6, now).services().get(0))
        .isEqualTo("table");
    Scene changed = shop().alert("table", 1, now).alert("bank", 0.6, now).change("bank", now - 1);
    assertThat(changed.services().get(0)).isEqualTo("bank");
    assertThat(changed.rank().get(0).changedAt()).isEqualTo(now - 1);

    Scene weak = shop().alert("table", 1, now).alert("bank", 0.4, now).change("bank", now - 1);
    assertThat(weak.services().get(0)).as("a change alone is no evidence").isEqualTo("table");
    Scene old =
        shop().alert("table", 1, now).alert("bank", 0.6, now).change("bank", now - 15 * MINUTE - 1);
    assertThat(old.services().get(0)).as("long ago").isEqualTo("table");
    Scene after = shop().alert("table", 1, now).alert("bank", 0.6, now).change("bank", now + 1);
    assertThat(after.services().get(0)).as("afterwards").isEqualTo("table");
  }

  @Test
  void aCycleOfCallsEnds() {
    Scene scene = new Scene().calls("a>b", "b>c", "c>a").alert("a", 1, 1).alert("c", 1, 2);

    assertThat(scene.services()).hasSize(1);
    assertThat(scene.rank().get(0).path()).doesNotHaveDuplicates();
  }

  @Test
  void nothingUnusualHasNoRoot() {
    assertThat(shop().signal(LATENCY, "site", 0.1, 100, 0.1).rank()).isEmpty();
    assertThat(new Scene().rank()).isEmpty();
  }
}
