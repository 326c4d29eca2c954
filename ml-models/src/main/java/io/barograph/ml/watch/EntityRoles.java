package io.barograph.ml.watch;

import io.barograph.core.detect.EntityWatch;
import io.barograph.core.labels.Labels;
import io.barograph.core.labels.SeriesMemo;
import java.util.List;

/** What series are to the entities of a job, found once for each. Not thread-safe. */
final class EntityRoles {
  private static final int SERIES_KNOWN = 200_000;

  private final List<EntityWatch> watches;
  private final SeriesMemo<Role> roles = new SeriesMemo<>(SERIES_KNOWN, this::find);

  /**
   * What a series is.
   *
   * @param watch the entry that takes it
   * @param entity the labels that name its entity
   * @param metric what the entity calls it: its name, and its other labels if it has any
   */
  record Role(EntityWatch watch, Labels entity, String key, String metric) {
    /** That of a series that no entry takes. */
    static final Role NONE = new Role(null, Labels.EMPTY, "", "");

    static Role of(EntityWatch watch, Labels series) {
      Labels.Builder named = Labels.builder();
      Labels.Builder others = series.toBuilder();
      for (String label : watch.by()) {
        named.set(label, series.get(label));
        others.set(label, "");
      }
      Labels entity = named.build();
      Labels rest = others.build();
      boolean isNameAlone = rest.without(Labels.METRIC_NAME).isEmpty();
      String metric = isNameAlone ? rest.metricName() : rest.toString();
      return new Role(watch, entity, keyOf(watch.name(), entity), metric);
    }
  }

  /** Of several that take a series, the first has it. */
  EntityRoles(List<EntityWatch> watches) {
    this.watches = watches;
  }

  /** What is kept together: an entity of an entry. */
  static String keyOf(String entry, Labels entity) {
    return entry + entity;
  }

  Role of(Labels series) {
    return roles.of(series);
  }

  private Role find(Labels series) {
    return watches.stream()
        .filter(watch -> watch.series().cover(series))
        .findFirst()
        .map(watch -> Role.of(watch, series))
        .orElse(Role.NONE);
  }
}
