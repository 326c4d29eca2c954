package io.barograph.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.labels.Labels;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ServiceSamplesTest {
  private static final String REQUESTS = "barograph_api_requests_total";
  private static final String FAILURES = "barograph_api_failures_total";
  private static final String EXPERIENCE = "barograph_users_experience_score_ratio";
  private static final String OBJECTIVE = "slo:availability:ratio";

  private final ServiceSamples samples = new ServiceSamples(100, 200);

  @Test
  void knowsNothingOfNothing() {
    assertThat(samples.figures()).isEqualTo(ServiceFigures.UNKNOWN);
    add("up", "a", 150, 1);
    add(REQUESTS, "a", 150, 10);
    assertThat(samples.figures()).as("one sample of a counter").isEqualTo(ServiceFigures.UNKNOWN);
  }

  @Test
  void countsHowMuchCountersOfAllServicesGrewInThePeriod() {
    add(REQUESTS, "a", 99, 0); // before it
    add(REQUESTS, "a", 100, 1_000);
    add(REQUESTS, "a", 150, 1_060);
    add(REQUESTS, "a", 140, 9_000); // late
    add(REQUESTS, "a", 150, 9_000); // told again
    add(REQUESTS, "a", 160, 20); // began anew
    add(REQUESTS, "a", 200, 9_000); // behind it
    add(REQUESTS, "b", 100, 0);
    add(REQUESTS, "b", 199, 20);
    add(FAILURES, "a", 100, 3);
    add(FAILURES, "a", 199, 8);

    assertThat(samples.figures().availability().orElseThrow()).isCloseTo(0.95, within(1e-12));
  }

  @Test
  void theLowestObjectiveByItsLastSampleComesBeforeRequests() {
    add(REQUESTS, "a", 100, 0);
    add(REQUESTS, "a", 150, 10);
    add(OBJECTIVE, "a", 150, 0.5);
    add(OBJECTIVE, "a", 160, 0.999);
    add(OBJECTIVE, "b", 150, 0.99);
    add(OBJECTIVE, "b", 140, 0.2); // late
    add(OBJECTIVE, "b", 170, Double.NaN);

    assertThat(samples.figures().availability()).isEqualTo(OptionalDouble.of(0.99));
  }

  @Test
  void experienceIsTheMeanOfItsSamplesAndARatingWhereNobodyRated() {
    add(EXPERIENCE, "a", 110, 0.5);
    add(EXPERIENCE, "a", 110, 0.5); // told again
    add(EXPERIENCE, "a", 120, 1);
    add(EXPERIENCE, "b", 110, 0.75);

    ServiceFigures figures = samples.figures();
    assertThat(figures.experience()).isEqualTo(OptionalDouble.of(0.75));
    assertThat(QualityTarget.SATISFACTION.figure(Episodes.noFigures(), figures))
        .isEqualTo(OptionalDouble.of(7.75));
  }

  private void add(String metric, String service, long time, double value) {
    samples.add(Labels.of(Labels.METRIC_NAME, metric, "service", service), time, value);
  }
}
