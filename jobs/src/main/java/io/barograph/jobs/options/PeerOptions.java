package io.barograph.jobs.options;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of what compares entities with their peers. */
public final class PeerOptions {
  public static final ConfigOption<Integer> PEERS_MAX_ENTITIES =
      ConfigOptions.key("peers.max-entities")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "How many entities each entry of peers keeps; of one more, a dead letter says so"
                  + " once, and it is not compared.");

  private PeerOptions() {}
}
