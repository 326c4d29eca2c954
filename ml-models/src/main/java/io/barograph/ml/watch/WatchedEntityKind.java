package io.barograph.ml.watch;

import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.ml.detect.DetectionConfig;
import java.io.DataInput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What is unusual of each watched entity, a machine or a service; its records are the samples of
 * their metrics alone.
 */
public final class WatchedEntityKind implements MeasureKind<SeriesSample> {
  /** The samples that are derived: a regular expression of their names. */
  public static final String METRICS = "barograph_entity_anomaly_(score|strength|metric)";

  private static final long serialVersionUID = 1;

  private final LinkedHashMap<String, EntityWatch> watches = new LinkedHashMap<>();
  private transient EntityRoles roles;
  private transient DetectionConfig config;

  /**
   * The entities that are watched.
   *
   * @param watches of several that take a series, the first has it; of several of one name, there
   *     is the first
   */
  public WatchedEntityKind(List<EntityWatch> watches) {
    watches.forEach(watch -> this.watches.putIfAbsent(watch.name(), watch));
  }

  @Override
  public String name() {
    return "entities";
  }

  /** The entry and the labels that name the entity. */
  @Override
  public String key(SeriesSample sample) {
    return roles().of(sample.labels()).key();
  }

  @Override
  public long time(SeriesSample sample) {
    return sample.time();
  }

  /** Two samples of one series and time that differ are two. */
  @Override
  public String id(SeriesSample sample) {
    return sample.idAmongSeries();
  }

  @Override
  public Measure<SeriesSample> begin(SeriesSample first) {
    EntityRoles.Role role = roles().of(first.labels());
    EntityWatch watch = role.watch() == null ? WatchedEntity.UNWATCHED : role.watch();
    return new WatchedEntity(watch, role.entity(), roles(), config());
  }

  @Override
  public Measure<SeriesSample> read(DataInput in) throws IOException {
    return WatchedEntity.read(watches, roles(), config(), in);
  }

  private EntityRoles roles() {
    if (roles == null) {
      roles = new EntityRoles(List.copyOf(watches.values()));
    }
    return roles;
  }

  private DetectionConfig config() {
    if (config == null) {
      config = DetectionConfig.shipped();
    }
    return config;
  }
}
