package io.barograph.promql.testlang;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.plan.StagedEvaluation;
import io.barograph.promql.rules.Condition;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.Rule.RecordingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.StoredSeries;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Rules that evaluate recording rules in place of what these record, in stages, give what they give
 * where recording rules write samples, group by group and tick by tick, as in the tests of rules.
 *
 * <p>{@code -Drecorded.seed=N} replays the data of a seed, {@code -Drecorded.rounds=N} goes through
 * that many.
 */
class RecordedMetricsTest {
  private static final long START = 1_760_000_040_000L;
  private static final long TICK = 15_000;
  private static final int TICKS = 28;
  private static final int BLOCKS = 3;
  private static final EvaluationOptions OPTIONS = EvaluationOptions.DEFAULT.withLookBack(100_000);

  private static final List<String> OFFSETS =
      List.of("0s", "5s", "15s", "20s", "30s", "45s", "70s", "2m");

  /** Each group reads what those before it record; some rules read what stands behind them. */
  private static final String RECORDINGS =
      """
      groups:
      - name: first
        %s
        rules:
        - {record: behind:range, expr: 'sum_over_time(job:load:sum[2m])'}
        - {record: behind:now, expr: job:load:sum}
        - {record: behind:steps, expr: 'sum_over_time(job:load:sum[2m:20s])'}
        - {record: job:load:sum, expr: sum by (job) (load), labels: {team: desk}}
        - {record: load:high, expr: load > 3}
        - {record: before:range, expr: 'count_over_time(load:high[1m])'}
      - name: second
        %s
        rules:
        - {record: job:load:ratio, expr: job:load:sum / on () group_left () sum(load:high)}
        - {record: load:pair, expr: load:high * on (job) group_left () job:load:sum offset 20s}
      - name: fragile
        %s
        rules:
        - {record: load:matched, expr: load / on (job) errors}
      - name: readers
        %s
        rules:
        %s
      """;

  private static final List<String> READERS =
      List.of(
          "job:load:sum",
          "load:high",
          "job:load:sum offset 25s",
          "max_over_time(job:load:sum[1m])",
          "count_over_time(load:high[90s] offset 10s)",
          "sum(load:high)",
          "sum by (job) (load:high) > 4",
          "behind:range",
          "behind:now",
          "behind:steps",
          "before:range",
          "job:load:ratio",
          "load:pair",
          "load:matched",
          "sum(load:matched)",
          "count_over_time(load:matched[2m])",
          "max_over_time(job:load:sum[2m:15s])",
          "sum_over_time(sum(load:high)[2m:20s])",
          "sum_over_time(sum(max by (job) (load:high))[1m:15s])",
          "avg(sum by (instance) (load:high))",
          "count(sum by (instance) (load:pair) > 10)",
          "sum_over_time(count(load:pair)[1m:25s])",
          "absent(load:high{job=\"j1\"})",
          "load > 2 unless on (job) job:load:sum > 9",
          "max_over_time(behind:range[90s])");

  @Test
  void isWhatReadingTheSamplesGives() throws Exception {
    long seed = Long.getLong("recorded.seed", System.nanoTime());
    int compared = 0;
    int withElements = 0;
    for (int round = 0; round < Integer.getInteger("recorded.rounds", 12); round++) {
      long own = seed + 1_000L * round;
      Random random = new Random(own);
      Round one = new Round(rules(random), series(random));
      one.run("seed " + own);
      compared += one.compared;
      withElements += one.withElements;
    }
    System.out.printf(
        "recorded metrics: %d passed, 0 failed, 0 skipped (%d with elements, seed %d)%n",
        compared, withElements, seed);
    assertThat(withElements).isGreaterThan(compared / 4);
  }

  private static RuleFile rules(Random random) throws Exception {
    List<String> readers = new ArrayList<>();
    for (String expr : READERS) {
      readers.add("- {alert: A%d, expr: '%s'}".formatted(readers.size(), expr));
    }
    String settings = "interval: %s\n  query_offset: %s\n  limit: %d";
    List<String> intervals = List.of("15s", "30s", "45s", "1m");
    List<Object> texts = new ArrayList<>();
    for (int group = 0; group < 4; group++) {
      int limit = random.nextInt(2) * (1 + random.nextInt(6));
      if (group >= 2) {
        limit = group == 2 ? 4 : 0; // of what may fail, and of the readers
      }
      texts.add(
          settings.formatted(
              intervals.get(random.nextInt(4)),
              OFFSETS.get(random.nextInt(OFFSETS.size())),
              limit));
    }
    texts.add(String.join("\n  ", readers));
    return RuleFile.parse("rules.yml", RECORDINGS.formatted(texts.toArray()));
  }

  private static SortedMap<Labels, StoredSeries> series(Random random) {
    SortedMap<Labels, StoredSeries> all = new TreeMap<>();
    for (int i = 0; i < 7; i++) {
      Labels own = Labels.of("instance", "i" + i, "job", "j" + i % 3);
      StoredSeries load = new StoredSeries();
      StoredSeries errors = new StoredSeries();
      int value = random.nextInt(7);
      int from = random.nextInt(60_000);
      int until = 60_000 + random.nextInt((int) (TICKS * TICK));
      for (long time = START + from; time < START + until; time += 5_000 + random.nextInt(15_000)) {
        value = Math.max(0, Math.min(7, value + random.nextInt(5) - 2));
        load.add(time, value);
        if (random.nextInt(6) > 0) {
          errors.add(time, value * 2 + 1);
        } else {
          errors.addStale(time);
        }
      }
      all.put(own.with(Labels.METRIC_NAME, "load"), load);
      if (i < 4) {
        all.put(own.with(Labels.METRIC_NAME, "errors"), errors);
      }
    }
    return all;
  }

  /** One set of rules on one set of series. */
  private static final class Round {
    private final RuleFile file;
    private final SortedMap<Labels, StoredSeries> series;
    private final TestSeries written = new TestSeries();
    private final Map<RecordingRule, TestedRecording> recordings = new TreeMap<>(BY_NAME);
    private final Recordings inPlace;
    private int compared;
    private int withElements;

    private static final Comparator<RecordingRule> BY_NAME =
        Comparator.comparing(RecordingRule::name);

    Round(RuleFile file, SortedMap<Labels, StoredSeries> series) {
      this.file = file;
      this.series = series;
      this.inPlace = new Recordings(List.of(file), Duration.ofMinutes(1));
      for (RuleGroup group : file.groups()) {
        for (Rule rule : group.rules()) {
          if (rule instanceof RecordingRule recording) {
            TestedQuery query = new TestedQuery(rule.expr(), OPTIONS, offset(group));
            recordings.put(recording, new TestedRecording(recording, query, group.limit()));
          }
        }
      }
    }

    void run(String name) {
      long loaded = Long.MIN_VALUE;
      for (int i = 0; i < TICKS; i++) {
        long tick = START + i * TICK;
        load(loaded, tick);
        loaded = tick;
        for (RuleGroup group : file.groups()) {
          if (tick % group.interval().orElseThrow().toMillis() == 0) {
            evaluate(group, tick, name);
          }
        }
      }
    }

    private void load(long after, long until) {
      series.forEach(
          (labels, samples) -> {
            for (int i = 0; i < samples.size(); i++) {
              long time = samples.timestamp(i);
              if (time > after && time <= until) {
                if (samples.stale(i)) {
                  written.addStale(labels, time);
                } else {
                  written.add(labels, time, samples.value(i));
                }
              }
            }
          });
    }

    private void evaluate(RuleGroup group, long tick, String name) {
      for (int index = 0; index < group.rules().size(); index++) {
        if (group.rules().get(index) instanceof RecordingRule recording) {
          try {
            recordings.get(recording).evaluate(tick, written);
          } catch (EvaluationException fails) {
            // Nothing is written.
          }
        } else {
          compare(group, index, tick, name);
        }
      }
    }

    private void compare(RuleGroup group, int index, long tick, String name) {
      TestedQuery query = new TestedQuery(group.rules().get(index).expr(), OPTIONS, offset(group));
      Set<String> expected = text(written.store().evaluate(query.plan(tick), tick));
      Condition.OfPartitions staged =
          (Condition.OfPartitions)
              Condition.of(inPlace.expand(file, group, index), group, Map.of(), OPTIONS);
      StagedEvaluation evaluation = new StagedEvaluation(series, BLOCKS);
      assertThat(text(evaluation.evaluate(staged.plan(), tick)))
          .as("%s at %d, %s:%n%s", READERS.get(index), tick - START, name, settings())
          .isEqualTo(expected);
      compared++;
      withElements += expected.isEmpty() ? 0 : 1;
    }

    private String settings() {
      return file.groups().stream()
          .map(
              group ->
                  "%s: interval %s, query_offset %s, limit %d"
                      .formatted(
                          group.name(),
                          Durations.format(group.interval().orElseThrow()),
                          Durations.format(offset(group)),
                          group.limit()))
          .collect(Collectors.joining("\n"));
    }
  }

  private static Duration offset(RuleGroup group) {
    return group.queryOffset().orElseThrow();
  }

  private static Set<String> text(List<Element> elements) {
    Set<String> text = new TreeSet<>();
    for (Element element : elements) {
      assertThat(text.add("%s %.9g".formatted(element.labels(), element.value()))).isTrue();
    }
    return text;
  }
}
