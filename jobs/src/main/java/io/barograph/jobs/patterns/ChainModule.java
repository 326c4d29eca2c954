package io.barograph.jobs.patterns;

import io.barograph.core.alert.Alert;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.rules.RuleChange;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where chains are found: by the module cep-patterns and Flink's CEP, or, if one of them is not on
 * the class path, nowhere. The job runs without them, and says so.
 */
public final class ChainModule {
  /** What is needed, each by a class of it. */
  private static final List<String> NEEDED =
      List.of("io.barograph.cep.chain.ChainDetection", "org.apache.flink.cep.CEP");

  private ChainModule() {}

  /** What follows from a class that is not there, in a sentence; empty if all are. */
  public static Optional<String> missing() {
    for (String name : NEEDED) {
      try {
        Class<?> unused = Class.forName(name, false, ChainModule.class.getClassLoader());
      } catch (ClassNotFoundException absent) {
        return Optional.of(
            "no chains are looked for, so there are no escalations: %s is not on the class path"
                .formatted(name));
      }
    }
    return Optional.empty();
  }

  /**
   * The chains that are found; none if what finds them is missing.
   *
   * @param alerts their transitions
   * @param changes those of services; empty if there is no such input
   * @param published what was published of packs since the start; empty if they never change
   */
  public static DataStream<ChainMatch> chains(
      DataStream<Alert> alerts,
      Optional<DataStream<IngestedRecord>> changes,
      PatternsPipeline.Plan plan,
      Optional<DataStream<RuleChange>> published) {
    return missing()
        .map(why -> WithoutChains.none(alerts, why))
        .orElseGet(() -> PatternsPipeline.chains(alerts, changes, plan, published));
  }
}
