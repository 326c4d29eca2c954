package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesLimits;
import io.barograph.formats.alert.AlertJson;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.StoredSeries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules on several series, in two stages on a cluster, give what evaluating each expression on all
 * series at once gives at every tick, in any order of arrival inside the bound, at any parallelism.
 *
 * <p>{@code -Dgroup.seed=N} replays the data of a seed, {@code -Dgroup.seeds=N} goes through that
 * many.
 */
class GroupRulesITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  private static final long START = 1_760_000_000_000L;
  private static final int SECONDS = 300;
  private static final long TICK = 15_000;
  private static final long BOUND = 5_000;

  /** One of each kind of node, and what rules are usually made of. */
  private static final List<String> EXPRESSIONS =
      List.of(
          "sum by (job) (load) > 8",
          "sum(load) > 30",
          "avg by (zone) (rate(requests_total[1m])) > 4",
          "sum by (job) (rate(errors_total[1m])) / sum by (job) (rate(requests_total[1m])) > 0.4",
          "max without (instance) (load) - min without (instance) (load) > 3",
          "count by (job) (load > 3) >= 2",
          "topk by (job) (1, load) > 4",
          "quantile by (zone) (0.5, load) > 3",
          "stddev by (job) (load) > 2",
          "count_values by (job) (\"value\", round(load)) > 1",
          "load > on (zone) group_left () (avg by (zone) (load)) + 2",
          "load and on (job, zone) errors_total > 100",
          "load unless on (instance) (errors_total > 50)",
          "load > 5 or errors_total > 150",
          "absent(load{instance=\"i99\"})",
          "absent(load{instance=\"i1\"} > 4)",
          "sum by (job) (load) > 12 or vector(1) > 2",
          "sum by (job) (load) or vector(0)",
          "load > scalar(avg(load)) + 2",
          "histogram_quantile(0.9, sum by (job, le) (rate(latency_bucket[1m]))) > 0.6",
          "label_replace(sum by (zone) (load), \"area\", \"$1\", \"zone\", \"z(.*)\") > 10",
          "max_over_time(sum by (job) (load)[1m:10s]) > 12",
          "sum by (job) (load) > 1.3 * sum by (job) (load offset 30s)",
          "vector(time() % 60) < 30",
          "job:load:sum > 8",
          "load > 6 and on (job) job:load:sum{team=\"desk\"} > 9",
          "max_over_time(job:load:sum[1m]) > 12",
          "job:load:high offset 30s > 10",
          "zone:load:ratio > 1.2",
          "job:load:before > 8",
          "max_over_time(job:load:before[1m]) > 12",
          "sum(load:before) > 10",
          "max_over_time(sum(load:before)[1m:10s]) > 12",
          "load:few > 4",
          "sum by (job) (count_over_time(load:few[90s])) > 2",
          "absent(load:few{zone=\"z1\"})",
          "sum(max by (job) (load)) > 9",
          "count(sum by (instance) (load) > 3) >= 2",
          "avg by (zone) (load * on (instance) group_left () (errors_total > bool 50)) > 1",
          "stdvar(sum by (job) (load)) > 2",
          "max_over_time(count(sum by (job) (load) > 6)[1m:10s]) > 1",
          "sum(load > on (zone) group_left () (avg by (zone) (load))) > 10",
          "min(count by (job) (load > 1)) < 3",
          "sum by (row) (label_replace(load, \"row\", \"$1\", \"instance\", \"i1?(.)\")) > 6",
          "label_replace(load, \"job\", \"$1\", \"zone\", \"(.*)\") > on (job) group_left ()"
              + " (avg by (job) (label_join(load, \"job\", \"\", \"zone\"))) + 2");

  private static final long QUERY_OFFSET = 20_000;

  /** What gives whole numbers, for rules that put the value into a label. */
  private static final List<String> COUNTED =
      List.of("load > 3", "sum by (job) (load) > 8", "load > 5 or errors_total > 150");

  /**
   * A rule of the job.
   *
   * @param offset the query_offset of its group, milliseconds
   * @param hasLevel true if its alerts have the value as the label {@code level}
   */
  private record Tested(String name, String expression, long offset, boolean hasLevel) {
    static List<Tested> all(String prefix, List<String> expressions, long offset, boolean level) {
      return IntStream.range(0, expressions.size())
          .mapToObj(i -> new Tested(prefix + i, expressions.get(i), offset, level))
          .toList();
    }

    String group() {
      return "{name: %s, interval: 15s, query_offset: %dms, rules: [{alert: %s, expr: \"%s\"%s}]}"
          .formatted(
              name,
              offset,
              name,
              expression.replace("\"", "\\\""),
              hasLevel ? ", labels: {level: '{{ $value }}'}" : "");
    }

    /** The labels of the alert on an element, but for its name. */
    Labels labels(Element element) {
      Labels labels = element.labels().without(Labels.METRIC_NAME);
      return hasLevel ? labels.with("level", "%.0f".formatted(element.value())) : labels;
    }
  }

  private static final List<Tested> RULES =
      Stream.of(
              Tested.all("Rule", EXPRESSIONS, 0, false),
              Tested.all("Before", EXPRESSIONS, QUERY_OFFSET, false),
              Tested.all("Level", COUNTED, 0, true),
              Tested.all("LevelBefore", COUNTED, QUERY_OFFSET, true))
          .flatMap(List::stream)
          .toList();

  /** What the rules above may read: chains, and groups with settings of their own. */
  private static final String RECORDINGS =
      """
      - name: recordings
        interval: 15s
        rules:
        - {record: 'job:load:sum', expr: sum by (job) (load), labels: {team: desk}}
        - {record: 'job:load:high', expr: 'job:load:sum > 6'}
      - name: slow recordings
        interval: 30s
        rules:
        - {record: 'zone:load:ratio', expr: avg by (zone) (load) / on () group_left () avg(load)}
      - name: recordings of the past
        interval: 15s
        query_offset: 25s
        rules:
        - {record: 'job:load:before', expr: sum by (job) (load)}
        - {record: 'load:before', expr: load > on (zone) group_left () avg by (zone) (load)}
      - name: recordings with a limit
        interval: 15s
        query_offset: 10s
        limit: 5
        rules:
        - {record: 'load:few', expr: load > 3}
      """;

  @TempDir Path folder;

  @Test
  void givesWhatEvaluatingAllSeriesAtOnceGives() throws Exception {
    long seed = Long.getLong("group.seed", System.nanoTime());
    for (int i = 0; i < Integer.getInteger("group.seeds", 1); i++) {
      compare(seed + 1_000L * i);
    }
  }

  private void compare(long seed) throws Exception {
    List<IngestedSample> samples = samples(new Random(seed));
    long end = samples.get(samples.size() - 1).timestamp();
    Map<String, Set<String>> expected = expected(samples, end);
    List<String> first = null;
    for (int parallelism = 1; parallelism <= 3; parallelism++) {
      List<Alert> alerts = run(shuffled(samples, new Random(seed + parallelism)), parallelism);
      Map<String, Set<String>> actual = firing(alerts, end);
      assertThat(actual.keySet()).as("seed %s", seed).isEqualTo(expected.keySet());
      expected.forEach(
          (expression, ticks) ->
              assertThat(actual.get(expression))
                  .as("%s, seed %s", expression, seed)
                  .isEqualTo(ticks));
      List<String> bytes = alerts.stream().map(AlertJson::of).sorted().toList();
      first = first == null ? bytes : first;
      assertThat(bytes).as("parallelism %s, seed %s", parallelism, seed).isEqualTo(first);
    }
    System.out.printf(
        "group rules: %d passed, 0 failed, 0 skipped (%d firings, seed %d)%n",
        3 * expected.size(), expected.values().stream().mapToInt(Set::size).sum(), seed);
  }

  /** For each rule the ticks and labels at which it has an element. */
  private static Map<String, Set<String>> expected(List<IngestedSample> samples, long end)
      throws Exception {
    SortedMap<Labels, StoredSeries> series = new TreeMap<>();
    for (IngestedSample sample : samples) {
      StoredSeries stored = series.computeIfAbsent(sample.labels(), labels -> new StoredSeries());
      if (sample.stale()) {
        stored.addStale(sample.timestamp());
      } else {
        stored.add(sample.timestamp(), sample.value());
      }
    }
    WrittenRecordings recordings = new WrittenRecordings("groups:\n" + RECORDINGS);
    Map<String, Set<String>> expected = new TreeMap<>();
    for (long tick = firstTick(); tick <= end; tick += TICK) {
      recordings.write(tick, series);
      for (Tested rule : RULES) {
        Set<String> ticks = expected.computeIfAbsent(rule.name(), name -> new TreeSet<>());
        try {
          Expr expr = Parser.parse(rule.expression());
          for (Element element : WrittenRecordings.evaluate(expr, rule.offset(), series, tick)) {
            ticks.add(tick + " " + rule.labels(element));
          }
        } catch (EvaluationException noResult) {
          // Nothing is told at such a tick.
        }
      }
    }
    return expected;
  }

  private static long firstTick() {
    return -Math.floorDiv(-START, TICK) * TICK;
  }

  /** The ticks at which each alert fires: from its firing to the tick before its end. */
  private static Map<String, Set<String>> firing(List<Alert> alerts, long end) {
    Map<String, Set<String>> firing = new TreeMap<>();
    RULES.forEach(rule -> firing.put(rule.name(), new TreeSet<>()));
    Map<Labels, Long> since = new TreeMap<>();
    List<Alert> ordered = new ArrayList<>(alerts);
    ordered.sort(Comparator.comparingLong(Alert::updatedAt));
    for (Alert alert : ordered) {
      if (alert.state().status() == AlertStatus.FIRING) {
        since.put(alert.labels(), alert.updatedAt());
      } else {
        add(firing, alert.labels(), since.remove(alert.labels()), alert.updatedAt() - 1);
      }
    }
    since.forEach((labels, from) -> add(firing, labels, from, end));
    return firing;
  }

  private static void add(Map<String, Set<String>> firing, Labels labels, long from, long to) {
    Labels element = labels.without(Labels.ALERT_NAME);
    for (long tick = from; tick <= to; tick += TICK) {
      firing.get(labels.get(Labels.ALERT_NAME)).add(tick + " " + element);
    }
  }

  private List<Alert> run(List<IngestedSample> samples, int parallelism) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(parallelism);
    env.setMaxParallelism(KeyGroups.COUNT);
    env.getConfig().enableObjectReuse();
    DataStream<IngestedSample> stream =
        env.fromData(samples, IngestedSerializer.<IngestedSample>ofKind())
            .setParallelism(1)
            .uid("source")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<IngestedSample>forBoundedOutOfOrderness(Duration.ofMillis(BOUND))
                    .withTimestampAssigner((sample, time) -> sample.timestamp()))
            .setParallelism(1)
            .uid("watermarks");
    RulesPipeline.Streams told =
        RulesPipeline.define("raw", rules(), Map.of("metrics", stream), SeriesLimits.NONE);
    List<Alert> alerts = new ArrayList<>();
    try (CloseableIterator<Alert> all = told.alerts().executeAndCollect()) {
      all.forEachRemaining(alerts::add);
    }
    return alerts;
  }

  private PackRules rules() throws Exception {
    StringBuilder groups = new StringBuilder(RECORDINGS);
    RULES.forEach(rule -> groups.append("- ").append(rule.group()).append('\n'));
    return TextRules.read(folder, BarographOptions.NoData.RESOLVE, groups.toString());
  }

  private static List<IngestedSample> samples(Random random) {
    List<IngestedSample> samples = new ArrayList<>();
    for (int instance = 0; instance < 12; instance++) {
      Labels own =
          Labels.of(
              "instance", "i" + instance, "job", "j" + instance % 3, "zone", "z" + instance % 4);
      double load = random.nextInt(6);
      double requests = 0;
      double errors = 0;
      double[] buckets = new double[3];
      // Some vanish before the end, so that the last ticks of their partitions rest on no element.
      int until = random.nextInt(3) == 0 ? SECONDS - 2 - random.nextInt(60) : SECONDS;
      int second = random.nextInt(5);
      for (; second < until; second += 5) {
        long time = START + second * 1_000L + random.nextInt(900);
        load = Math.max(0, Math.min(7, load + random.nextInt(3) - 1));
        requests += random.nextInt(50);
        errors += random.nextInt(20);
        if (random.nextInt(40) > 0) {
          samples.add(sample(own, "load", time, load));
        }
        samples.add(sample(own, "requests_total", time, requests));
        if (instance % 2 == 0) {
          samples.add(sample(own, "errors_total", time, errors));
        }
        for (int bucket = 0; bucket < 3; bucket++) {
          buckets[bucket] += random.nextInt(5) + (bucket == 0 ? 0 : 5);
          samples.add(
              sample(
                  own.with("le", List.of("0.1", "1", "+Inf").get(bucket)),
                  "latency_bucket",
                  time,
                  buckets[bucket]));
        }
      }
      if (until < SECONDS) {
        long time = START + second * 1_000L;
        samples.add(stale(own, "load", time));
        samples.add(stale(own, "requests_total", time));
      }
    }
    samples.sort(Comparator.comparingLong(IngestedSample::timestamp));
    return samples;
  }

  private static IngestedSample sample(Labels labels, String metric, long time, double value) {
    return IngestedSample.onTime(labels.with(Labels.METRIC_NAME, metric), time, value);
  }

  private static IngestedSample stale(Labels labels, String metric, long time) {
    Labels series = labels.with(Labels.METRIC_NAME, metric);
    return new IngestedSample(series, time, 0, true, IngestedSample.ON_TIME);
  }

  private static List<IngestedSample> shuffled(List<IngestedSample> samples, Random random) {
    record Arrival(IngestedSample sample, long at) {}
    return samples.stream()
        .map(sample -> new Arrival(sample, sample.timestamp() + random.nextLong(BOUND)))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::sample)
        .toList();
  }
}
