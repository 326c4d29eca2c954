package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.core.template.External;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.StoredSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * One expression, evaluated tick by tick by the operators of a job: the series stage and every
 * level of the group stage.
 */
final class StagedRun implements AutoCloseable {
  private static final Map<Integer, StagedRun> RUNS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** The end of what is said of elements that are not alike but make one alert. */
  private static final String OF_ALERTS = "after applying alert labels";

  private final int number = NUMBERS.incrementAndGet();
  private final RuleSet rules;
  private final PartitionPlan plan;
  private final long interval;
  private final KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> seriesStage;
  private final List<KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert>> levels =
      new ArrayList<>();
  private final Map<Long, List<Element>> elements = new TreeMap<>();
  private final Set<Labels> partitionKeys = new HashSet<>();
  private final Set<Labels> firing = new TreeSet<>();
  private final Map<Long, Set<Labels>> firingSince = new TreeMap<>();
  private final Map<Long, EvaluationException> failures = new HashMap<>();

  /** Where the operators find the rules: they travel by number. */
  private record Source(int number) implements RuleSet.Source {
    @Override
    public List<String> inputs() {
      return List.of("metrics");
    }

    @Override
    public RuleSet compile() {
      return RUNS.get(number).rules;
    }
  }

  /** A level that tells the run what it evaluates. */
  private static final class Level extends GroupStage {
    private static final long serialVersionUID = 1;

    private final int number;

    Level(int number, int level, boolean isTop) {
      super(new Source(number), level, isTop);
      this.number = number;
    }

    @Override
    AlertListener listener(AlertListener all) {
      return new AlertListener() {
        @Override
        public void changed(Alert alert) {
          all.changed(alert);
          RUNS.get(number).changed(alert);
        }

        @Override
        public void noData(Alert alert) {
          all.noData(alert);
        }

        @Override
        public void forgotten(Labels alert) {
          all.forgotten(alert);
        }

        @Override
        public void evaluated(long tick, List<Element> some) {
          RUNS.get(number).elements.computeIfAbsent(tick, any -> new ArrayList<>()).addAll(some);
        }
      };
    }

    @Override
    void failed(long tick, EvaluationException noResult) {
      super.failed(tick, noResult);
      if (!noResult.getMessage().endsWith(OF_ALERTS)) {
        RUNS.get(number).failures.put(tick, noResult);
      }
    }
  }

  /**
   * A run of {@code plan} at the multiples of {@code interval}.
   *
   * @param interval in milliseconds
   */
  StagedRun(PartitionPlan plan, long interval) throws Exception {
    this.plan = plan;
    this.interval = interval;
    Owner owner = new Owner("test", "group", "Rule", "");
    Domains domains =
        new Domains(List.of(new RuleInput("metrics", ".*", RuleInput.Kind.TELEMETRY)));
    AlertRule rule =
        new AlertRule(
            AlertRule.key(owner, Map.of()),
            owner,
            new AlertPolicy(
                Duration.ZERO,
                Duration.ZERO,
                NoDataPolicy.RESOLVE,
                AlertPolicy.DEFAULT_NO_DATA_TIMEOUT),
            interval,
            domains.indexFor(List.of()),
            new AlertTemplates(
                "Rule", Map.of(), Map.of(), Optional.empty(), new External(Labels.EMPTY, ""), ""));
    List<GroupRule> groupRules = List.of(new GroupRule(rule, plan, 0));
    this.rules = new RuleSet(List.of(), groupRules, domains.of(List.of(), groupRules));
    RUNS.put(number, this);
    seriesStage =
        new KeyedMultiInputStreamOperatorTestHarness<>(
            new SeriesStageFactory(new Source(number), rules.levels()), KeyGroups.COUNT, 1, 0);
    seriesStage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    seriesStage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
    seriesStage.open();
    for (int level = 1; level <= rules.levels(); level++) {
      levels.add(openLevel(level));
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> openLevel(int level)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Level(number, level, level == rules.levels()),
            StageRecord::partitionKey,
            LabelsSerializer.INSTANCE.typeInformation(),
            KeyGroups.COUNT,
            1,
            0);
    stage.setup(AlertSerializer.INSTANCE);
    stage.open();
    return stage;
  }

  /**
   * Feeds the series and evaluates every tick up to {@code until}.
   *
   * @return the elements by tick
   */
  Map<Long, List<Element>> run(SortedMap<Labels, StoredSeries> series, long until)
      throws Exception {
    long oldest = firstSample(series, until);
    seriesStage.processElement(0, new StreamRecord<>(SampleBatch.begin(0, oldest)));
    plan.silent()
        .forEach(
            some ->
                partitionKeys.add(
                    rules.pieces().values().iterator().next().newest().partitionKey(some)));
    Map<Labels, Integer> fed = new HashMap<>();
    long first = -Math.floorDiv(-oldest, interval) * interval;
    for (long tick = first; tick <= until; tick += interval) {
      feed(series, tick, fed);
      seriesStage.processWatermark(0, new Watermark(tick));
      for (int level = 1; level <= levels.size(); level++) {
        give(level, seriesStage.getSideOutput(SeriesStage.leafElements(level)));
        if (level > 1) {
          give(level, levels.get(level - 2).getSideOutput(GroupStage.PARTS));
        }
      }
    }
    return elements;
  }

  /** The ticks at which some partition has no result, and why. */
  Map<Long, EvaluationException> failures() {
    return failures;
  }

  /** The alerts that fire from each tick on at which any changed, without their name. */
  Map<Long, Set<Labels>> firing() {
    return firingSince;
  }

  private void changed(Alert alert) {
    Labels labels = alert.labels().without(Labels.ALERT_NAME);
    if (alert.state().status() == AlertStatus.FIRING) {
      firing.add(labels);
    } else {
      firing.remove(labels);
    }
    firingSince.put(alert.updatedAt(), new TreeSet<>(firing));
  }

  /** The keys of all partitions to which something was given, and of those that need nothing. */
  Set<Labels> partitionKeys() {
    return partitionKeys;
  }

  /** True if a key is that of a partition of the rule, and not of a piece of it. */
  boolean isOfRule(Labels key) {
    return rules.pieces().get(RulePiece.name(key)).newest().above().isEmpty();
  }

  private static long firstSample(SortedMap<Labels, StoredSeries> series, long until) {
    return series.values().stream()
        .filter(samples -> samples.size() > 0)
        .mapToLong(samples -> samples.timestamp(0))
        .min()
        .orElse(until);
  }

  /** Hands on to a level what another stage has given, if anything. */
  private void give(int level, Queue<StreamRecord<StageRecord>> given) throws Exception {
    if (given != null) {
      for (StreamRecord<StageRecord> record : given) {
        if (record.getValue() instanceof LeafElement element) {
          partitionKeys.add(element.partitionKey());
        }
        levels.get(level - 1).processElement(record);
      }
      given.clear();
    }
  }

  private void feed(SortedMap<Labels, StoredSeries> series, long until, Map<Labels, Integer> fed)
      throws Exception {
    for (Map.Entry<Labels, StoredSeries> one : series.entrySet()) {
      if (!rules.matches(one.getKey())) {
        continue;
      }
      StoredSeries samples = one.getValue();
      int next = fed.getOrDefault(one.getKey(), 0);
      SampleBatch batch = new SampleBatch(KeyGroups.of(one.getKey()), samples.size() + 1);
      batch.announce(one.getKey());
      for (; next < samples.size() && samples.timestamp(next) <= until; next++) {
        batch.add(
            one.getKey().fingerprint(),
            samples.timestamp(next),
            samples.stale(next)
                ? StaleMarker.BITS
                : Double.doubleToRawLongBits(samples.value(next)),
            SampleBatch.ON_TIME);
      }
      if (batch.size() > 0) {
        seriesStage.processElement(0, new StreamRecord<>(batch));
      }
      fed.put(one.getKey(), next);
    }
  }

  @Override
  public void close() throws Exception {
    seriesStage.close();
    for (var level : levels) {
      level.close();
    }
    RUNS.remove(number);
  }
}
