package io.barograph.jobs.rules;

import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.ml.watch.MissingParts;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.RuleFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What the packs that stand say besides their rules, in the order of the packs. Immutable. */
public final class LiveSettings {
  private final List<PackSettings> packs;

  private LiveSettings(List<PackSettings> packs) {
    this.packs = List.copyOf(packs);
  }

  /**
   * Reads the settings of packs that have some.
   *
   * @throws InvalidOptionsException if they cannot be read, or name what this build is without
   */
  static LiveSettings of(List<PackText> packs) {
    List<PackSettings> all = new ArrayList<>();
    for (PackText pack : packs) {
      pack.settings().ifPresent(file -> all.add(read(file)));
    }
    return new LiveSettings(all);
  }

  private static PackSettings read(PackText.File file) {
    PackSettings settings;
    try {
      settings = PackSettings.parse(file.name(), file.text());
    } catch (RuleFileException invalid) {
      throw new InvalidOptionsException(invalid.getMessage());
    }
    List<String> missing = MissingParts.of(settings.detectors(), settings.peers());
    if (!missing.isEmpty()) {
      throw new InvalidOptionsException(file.name() + ": " + String.join("; ", missing));
    }
    return settings;
  }

  /** The series that are watched: the first that takes a series holds. */
  public List<SeriesWatch> watches() {
    return all(PackSettings::detectors);
  }

  /** The series that are forecast: the first that takes a series holds. */
  public List<ForecastWatch> forecasts() {
    return all(PackSettings::forecasts);
  }

  /** The failures that are predicted: the first that takes a series holds. */
  public List<FailureWatch> predictions() {
    return all(PackSettings::predictions);
  }

  /** The entities that are watched: the first that takes a series holds. */
  public List<EntityWatch> entities() {
    return all(PackSettings::entities);
  }

  /** The entities that are compared: the first that takes a series holds. */
  public List<PeerWatch> peers() {
    return all(PackSettings::peers);
  }

  /** How business records are judged: what the first says of a key holds. */
  public MeasurePolicies measures() {
    MeasurePolicies policies = MeasurePolicies.DEFAULT;
    for (PackSettings pack : packs) {
      policies = policies.followedBy(pack.measures());
    }
    return policies;
  }

  /** What to do about incidents. */
  public Recommendations recommendations() {
    return new Recommendations(all(PackSettings::recommendations));
  }

  private <T> List<T> all(Function<PackSettings, Collection<T>> of) {
    return packs.stream().flatMap(pack -> of.apply(pack).stream()).toList();
  }
}
