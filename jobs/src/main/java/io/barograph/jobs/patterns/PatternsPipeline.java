package io.barograph.jobs.patterns;

import io.barograph.cep.chain.ChainDetection;
import io.barograph.cep.chain.ChainMatchSerializer;
import io.barograph.cep.chain.StateChangeSerializer;
import io.barograph.cep.chain.TaggedChangeSerializer;
import io.barograph.core.alert.Alert;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.options.IncidentOptions;
import io.barograph.jobs.patterns.PackPatterns.PatternText;
import io.barograph.jobs.rules.RuleChange;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * State changes to chains that are complete: what the patterns of the packs say is tagged, put in
 * order, and found by Flink CEP.
 */
public final class PatternsPipeline {
  private PatternsPipeline() {}

  /**
   * What chains are found by.
   *
   * @param packs those that the job is started with
   * @param maxOpen how many chains of a pattern and key may be open, at least 1
   */
  public record Plan(PackPatterns packs, int maxOpen) {
    /** How many chains of a key may be open unless it is said otherwise. */
    public static final int DEFAULT_MAX_OPEN = IncidentOptions.PATTERNS_MAX_OPEN.defaultValue();

    public Plan {
      if (maxOpen < 1) {
        throw new IllegalArgumentException("maxOpen must be >= 1, was " + maxOpen);
      }
      if (packs == null) {
        throw new IllegalArgumentException("packs must be set, as PackPatterns.NONE");
      }
    }
  }

  /** The chains among alerts and changes of services; see {@link ChainModule#chains}. */
  static DataStream<ChainMatch> chains(
      DataStream<Alert> alerts,
      Optional<DataStream<IngestedRecord>> changes,
      Plan plan,
      Optional<DataStream<RuleChange>> published) {
    DataStream<StateChange> ofAlerts = changesOf(alerts);
    DataStream<StateChange> all =
        changes.map(services -> ofAlerts.union(changesOfServices(services))).orElse(ofAlerts);
    return published
        .map(news -> define(all, plan, news))
        .orElseGet(() -> define(all, plan))
        .matches();
  }

  /** The transitions of alerts that begin or recover, in the task in which they come. */
  public static DataStream<StateChange> changesOf(DataStream<Alert> alerts) {
    return alerts
        .<StateChange>flatMap((alert, out) -> StateChange.of(alert).ifPresent(out::collect))
        .returns(StateChangeSerializer.INSTANCE.typeInformation())
        .setParallelism(alerts.getParallelism())
        .uid("state-changes-of-alerts")
        .name("state changes of alerts");
  }

  /** The changes of services. */
  public static DataStream<StateChange> changesOfServices(DataStream<IngestedRecord> records) {
    return records
        .map(ingested -> ((ServiceChange) ingested.record()).toStateChange())
        .returns(StateChangeSerializer.INSTANCE.typeInformation())
        .setParallelism(records.getParallelism())
        .uid("state-changes-of-services")
        .name("state changes of services");
  }

  /**
   * Wires patterns that do not change.
   *
   * @param changes in any order within the bound of their clock
   */
  public static ChainDetection.Streams define(DataStream<StateChange> changes, Plan plan) {
    DataStream<TaggedChange> tagged =
        changes
            .flatMap(new FixedChainTagFunction(plan.packs()))
            .returns(TaggedChangeSerializer.INSTANCE.typeInformation())
            .setParallelism(changes.getParallelism())
            .uid("tag-state-changes")
            .name("tag state changes");
    return ChainDetection.define(tagged, plan.maxOpen());
  }

  /**
   * Wires patterns that change while the job runs.
   *
   * @param changes in any order within the bound of their clock, which alone counts
   * @param published what was published of packs since the start, each before the clock passes its
   *     instant; a part of the clock
   */
  public static ChainDetection.Streams define(
      DataStream<StateChange> changes, Plan plan, DataStream<RuleChange> published) {
    DataStream<PatternText> texts =
        published
            .<PatternText>flatMap((change, out) -> textOf(change).ifPresent(out::collect))
            .returns(PatternTextSerializer.INSTANCE.typeInformation())
            .setParallelism(published.getParallelism())
            .uid("published-patterns")
            .name("published patterns");
    DataStream<TaggedChange> tagged =
        changes
            .keyBy(StateChange::id, Types.STRING)
            .connect(texts.broadcast(ChainTagFunction.PUBLISHED))
            .process(
                new ChainTagFunction(plan.packs()),
                TaggedChangeSerializer.INSTANCE.typeInformation())
            .uid("tag-state-changes-live")
            .name("tag state changes");
    ChainDetection.Streams found = ChainDetection.define(tagged, plan.maxOpen());
    DataStream<ChainMatch> holding =
        found
            .matches()
            .keyBy(match -> match.key().text(), Types.STRING)
            .connect(texts.broadcast(ChainHoldFunction.PUBLISHED))
            .process(
                new ChainHoldFunction(plan.packs()),
                ChainMatchSerializer.INSTANCE.typeInformation())
            .uid("chains-that-hold")
            .name("chains that hold");
    return new ChainDetection.Streams(holding, found.late());
  }

  /** What a change of a pack says of patterns; nothing if it is of a trial. */
  static Optional<PatternText> textOf(RuleChange change) {
    return change.isTrial()
        ? Optional.empty()
        : Optional.of(
            PatternText.of(
                change.pack(),
                change.live().flatMap(pack -> pack.settings()),
                change.effectiveFrom()));
  }
}
