package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTrialTest {
  private static final LabelMatcher DB = LabelMatcher.equal("team", "db");
  private static final LabelMatcher CRITICAL = LabelMatcher.equal("severity", "critical");

  private final Route root =
      new RouteBuilder()
          .receiver("all")
          .route(new RouteBuilder().receiver("pager").matchers(List.of(DB, CRITICAL)))
          .route(new RouteBuilder().receiver("db").matchers(List.of(DB)))
          .route(new RouteBuilder().receiver("never tried").matchers(List.of(DB)))
          .build();

  @Test
  void saysWhichMatcherRefusedAndStopsBehindTheFirstThatTakes() {
    RouteTrial trial = RouteTrial.of(root, Labels.of("team", "db", "severity", "info"));

    assertThat(trial.takes()).isFalse();
    assertThat(trial.children()).hasSize(2);
    assertThat(trial.children().get(0).refusedBy()).isEqualTo(Optional.of(CRITICAL));
    assertThat(trial.children().get(1).takes()).isTrue();
    assertThat(trial.taken()).extracting(Route::receiver).containsExactly("db");
  }

  @Test
  void theRootTakesWhatNoChildTakes() {
    RouteTrial trial = RouteTrial.of(root, Labels.EMPTY);

    assertThat(trial.takes()).isTrue();
    assertThat(trial.children()).hasSize(3).noneMatch(RouteTrial::matched);
    assertThat(trial.taken()).containsExactly(root);
  }
}
