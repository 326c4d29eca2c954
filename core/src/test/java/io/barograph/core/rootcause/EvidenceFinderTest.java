package io.barograph.core.rootcause;

import static io.barograph.core.rootcause.Scene.CPU;
import static io.barograph.core.rootcause.Scene.FAILURES;
import static io.barograph.core.rootcause.Scene.LATENCY;
import static io.barograph.core.rootcause.Scene.LINES;
import static io.barograph.core.rootcause.Scene.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.incident.ServiceGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is out of the usual. */
final class EvidenceFinderTest {
  @Test
  void anAvailabilityThatFallsByTwoPercentIsSeen() {
    Scene scene = new Scene().signal(FAILURES, "a", 0, 800, 0, 16, 0);

    RootCandidate found = scene.rank().get(0);
    assertThat(found.parts().get(0).deviation()).isGreaterThan(10);
    assertThat(found.since()).isEqualTo(31 * MINUTE);
  }

  @Test
  void theWorstIntervalCountsAndNotTheLast() {
    Scene scene = new Scene().signal(CPU, "a", 2, 1, 2, 99, 2).signal(CPU, "b", 2, 1, 2, 2, 3);

    assertThat(scene.services().get(0)).isEqualTo("a");
  }

  @Test
  void whatIsNewWhileOthersAreNotIsNotBlamed() {
    Scene scene =
        new Scene()
            .calls("a>fresh")
            .signal(FAILURES, "a", 0, 100, 50)
            .signal(FAILURES, "b", 0, 100, 0)
            .signal(FAILURES, "c", 0, 100, 0)
            .signal(FAILURES, "d", 0, 100, 0)
            .isNew(FAILURES, "fresh", 100, 50);

    assertThat(scene.services()).containsExactly("a");
  }

  @Test
  void whereNothingIsKnownPeersSayWhatIsUsual() {
    Scene scene =
        new Scene()
            .isNew(FAILURES, "a", 100, 0, 11, 9)
            .isNew(FAILURES, "b", 100, 0, 0, 0)
            .isNew(FAILURES, "c", 100, 0, 0, 0);

    assertThat(scene.services()).containsExactly("a");
  }

  @Test
  void withoutAPastNothingElseIsSaid() {
    assertThat(new Scene().isNew(CPU, "a", 1, 99).isNew(LINES, "a", 100, 900).rank()).isEmpty();
  }

  @Test
  void whatIsNoNumberOrOfNoRequestIsLeftOut() {
    Scene scene = new Scene().signal(LATENCY, "a", 0.1, 100, Double.NaN, -1);
    scene.isNew(LATENCY, "a", 0, 100).isNew(LATENCY, "a", Double.NaN, 100);

    assertThat(scene.rank()).isEmpty();
  }

  @Test
  void theOrderOfTheWindowDoesNotMatter() {
    List<List<RootCandidate>> rankings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Scene scene =
          new Scene()
              .calls("a>b", "b>c")
              .signal(LATENCY, "a", 0.1, 10, 0.31, 0.33, 0.1700001, 0.9, 0.45)
              .signal(LATENCY, "b", 0.1, 10, 0.29, 0.2, 0.123456, 0.7, 0.31)
              .signal(FAILURES, "c", 1, 10, 7, 8)
              .signal(LINES, "c", 10, 10, 2, 30);
      Collections.shuffle(scene.window(), new Random(i));
      rankings.add(scene.rank());
    }

    assertThat(rankings).containsOnly(rankings.get(0));
  }

  @Test
  void blamedServicesDoNotTeachWhatIsUsual() {
    RootCauseAnalysis analysis = new RootCauseAnalysis(RootCausePolicy.DEFAULT);
    for (int i = 0; i < 6; i++) {
      analysis.learn(Measure.of(i, CPU, "a", 2, 1));
    }
    List<Measure> fault = new ArrayList<>();
    for (int i = 6; i < 30; i++) {
      fault.add(Measure.of(i, CPU, "a", 90, 1));
    }
    List<RootCandidate> first = rank(analysis, fault);
    analysis.learn(fault, first);
    assertThat(rank(analysis, fault)).isEqualTo(first);

    analysis.learn(fault, List.of());
    assertThat(rank(analysis, fault)).as("blamed nobody").isEmpty();
  }

  /** The lines that are as usual say so from now on, though the processor does not. */
  @Test
  void whatIsAsUsualOfABlamedServiceIsLearned() {
    RootCauseAnalysis analysis = new RootCauseAnalysis(RootCausePolicy.DEFAULT);
    for (int i = 0; i < 6; i++) {
      analysis.learn(Measure.of(i, CPU, "a", 2, 1));
    }
    List<Measure> fault = new ArrayList<>();
    for (int i = 6; i < 12; i++) {
      fault.add(Measure.of(i, CPU, "a", 90, 1));
      fault.add(Measure.of(i, LINES, "a", 100, 100));
    }
    List<RootCandidate> first = rank(analysis, fault);
    analysis.learn(fault, first);

    assertThat(rank(analysis, List.of(Measure.of(12, LINES, "a", 10, 100)))).hasSize(1);
    assertThat(rank(analysis, List.of(Measure.of(12, CPU, "a", 90, 1)))).hasSize(1);
  }

  @Test
  void twoUtilisationsSayWhatIsUsualAndTwoLevelsDoNot() {
    RootCauseAnalysis analysis = new RootCauseAnalysis(RootCausePolicy.DEFAULT);
    List<Measure> window = new ArrayList<>();
    for (Signal signal : List.of(CPU, LATENCY)) {
      analysis.learn(Measure.of(0, signal, "a", 0.9, 1));
      analysis.learn(Measure.of(1, signal, "a", 1, 1));
      window.add(Measure.of(2, signal, "a", 90, 1));
    }

    assertThat(rank(analysis, window).get(0).parts())
        .extracting(RootCandidate.Part::kind)
        .containsExactly(SignalKind.UTILISATION);
  }

  @Test
  void thePastIsBounded() {
    RootCausePolicy small =
        new RootCausePolicy(20, 3, 10, 0.1, 2, 3, RootCausePolicy.DEFAULT.changeWindow(), 0.5);
    RootCauseAnalysis analysis = new RootCauseAnalysis(small);
    for (int i = 0; i < 1_000; i++) {
      analysis.learn(Measure.of(i, CPU, "a", 2, 1));
    }
    for (int i = 0; i < 20; i++) {
      analysis.learn(Measure.of(i, CPU, "a", 90, 1));
    }

    assertThat(rank(analysis, List.of(Measure.of(2_000, CPU, "a", 90, 1)))).isEmpty();
  }

  @Test
  void aPolicyThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> policy(0, 3, 10, 0.1, 2, 3, 0.5))
        .hasMessage("history must be >= 1, was 0");
    assertThatThrownBy(() -> policy(9, 3, 2, 0.1, 2, 3, 0.5))
        .hasMessage("ownHistory must be >= 3, was 2");
    assertThatThrownBy(() -> policy(9, 3, 9, 0, 2, 3, 0.5))
        .hasMessage("leastRise must be > 0, was 0.0");
    assertThatThrownBy(() -> policy(9, 3, 9, 0.1, -1, 3, 0.5))
        .hasMessage("hops must be >= 0, was -1");
    assertThatThrownBy(() -> policy(9, 3, 9, 0.1, 2, 0, 0.5))
        .hasMessage("onset must be > 0, was 0.0");
    assertThatThrownBy(() -> policy(9, 3, 9, 0.1, 2, 3, 2))
        .hasMessage("changeShare must be in (0, 1], was 2.0");
    assertThatThrownBy(() -> Signal.quantile("p100", SignalKind.DURATION, 1))
        .hasMessage("share must be in (0, 1], was 0.0");
  }

  private static RootCausePolicy policy(
      int history, int least, int own, double rise, int hops, double onset, double share) {
    return new RootCausePolicy(
        history, least, own, rise, hops, onset, RootCausePolicy.DEFAULT.changeWindow(), share);
  }

  private static List<RootCandidate> rank(RootCauseAnalysis analysis, List<Measure> window) {
    return analysis.rank(Scene.of(ServiceGraph.EMPTY), window, List.of(), Map.of());
  }
}
