package io.barograph.core.quality;

import io.barograph.core.labels.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Samples of a period to what they say of services.
 *
 * <p>Availability is the lowest of the objectives, each by its last {@code slo:availability:ratio}
 * of the period; without objectives it is 1 − failures / requests, by how much {@code
 * barograph_api_failures_total} and {@code barograph_api_requests_total} grew in the period, of all
 * services together. Experience is the mean of {@code barograph_users_experience_score_ratio}.
 * Samples of a series count in the order of their time; what is not newer than the one before does
 * not count. A value is kept for each series. Not thread-safe.
 */
public final class ServiceSamples {
  private static final String OBJECTIVE = "slo:availability:ratio";
  private static final String REQUESTS = "barograph_api_requests_total";
  private static final String FAILURES = "barograph_api_failures_total";
  private static final String EXPERIENCE = "barograph_users_experience_score_ratio";

  private final long from;
  private final long to;
  private final Map<Labels, Last> last = new HashMap<>();
  private double requests;
  private double failures;
  private double experience;
  private long experiences;

  private record Last(long time, double value) {}

  /** Of the period from {@code from} on and before {@code to}, in milliseconds since the epoch. */
  public ServiceSamples(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /** Takes note of a sample; others than those that are asked for are left alone. */
  public void add(Labels series, long time, double value) {
    if (time < from || time >= to || !Double.isFinite(value)) {
      return;
    }
    switch (series.metricName()) {
      case OBJECTIVE -> replace(series, time, value);
      case REQUESTS -> requests += growth(series, time, value);
      case FAILURES -> failures += growth(series, time, value);
      case EXPERIENCE -> {
        Last before = replace(series, time, value);
        if (before == null || before.time() < time) {
          experience += value;
          experiences++;
        }
      }
      default -> {}
    }
  }

  /** How much a counter grew since its last sample; one that is lower began anew. */
  private double growth(Labels series, long time, double value) {
    Last before = replace(series, time, value);
    if (before == null || before.time() >= time) {
      return 0;
    }
    return value < before.value() ? value : value - before.value();
  }

  /** The sample before; the one that is given stands for its series if it is newer. */
  private Last replace(Labels series, long time, double value) {
    Last before = last.get(series);
    if (before == null || before.time() < time) {
      last.put(series, new Last(time, value));
    }
    return before;
  }

  /** What they say. */
  public ServiceFigures figures() {
    OptionalDouble objective =
        last.entrySet().stream()
            .filter(series -> series.getKey().metricName().equals(OBJECTIVE))
            .mapToDouble(series -> series.getValue().value())
            .min();
    OptionalDouble answered =
        requests > 0 ? OptionalDouble.of(1 - failures / requests) : OptionalDouble.empty();
    return new ServiceFigures(
        objective.isPresent() ? objective : answered,
        experiences == 0 ? OptionalDouble.empty() : OptionalDouble.of(experience / experiences));
  }
}
