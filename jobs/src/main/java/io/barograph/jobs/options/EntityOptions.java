package io.barograph.jobs.options;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of what watches entities by all their metrics at once. */
public final class EntityOptions {
  public static final ConfigOption<Integer> ENTITIES_MAX_ENTITIES =
      ConfigOptions.key("entities.max-entities")
          .intType()
          .defaultValue(500)
          .withDescription(
              "How many entities are watched, of all entries of entities, up to 1 MB each (64"
                  + " metrics); of one more, a dead letter says so once, and its samples are"
                  + " counted (numRecordsOverKeyLimit) and not judged.");

  private EntityOptions() {}
}
