package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions.NoData;
import io.barograph.jobs.testing.CollectingSink;
import io.barograph.promql.rules.PackText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint that an older build has taken restores: what is told before it and what is told after
 * it are together what an undisturbed run tells. It holds alerts of every status, waiting elements,
 * and rules that were changed while the job ran.
 *
 * <p>{@code -Dsavepoint.write=true} takes it anew, which an incompatible change needs: say so in
 * the change log.
 */
class OlderSavepointITCase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Path OLDER =
      Path.of(
          System.getProperty("barograph.project", ".."),
          "jobs/src/test/resources/savepoints/2026-11");

  private static final long START = 1_760_000_000_000L / 60_000 * 60_000;
  private static final long STEP = 15_000;
  private static final int SERIES = 30;
  private static final int STEPS = 160;
  private static final long CHANGE = START + 40 * STEP;
  private static final long SAVEPOINT = START + 75 * STEP;

  private static final String GROUPS =
      """
      - name: series
        interval: 15s
        rules:
        - {alert: High, expr: load > %1$d, for: 30s, keep_firing_for: 30s}
        - {alert: Rising, expr: 'deriv(load[2m]) > 0.01'}
      - name: groups
        interval: 30s
        rules:
        - {record: 'job:load:sum', expr: sum by (job) (load)}
        - {alert: SumHigh, expr: 'job:load:sum > 5%1$d', for: 1m}
        - {alert: Gone, expr: 'absent(load{job="j2"})'}
        - {alert: High, expr: load > 10}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void alertsGoOnWhereTheyWere(String backend) throws Exception {
    List<String> before = Files.readAllLines(OLDER.resolve("told.txt"));
    Configuration configuration = configuration(backend);
    List<String> undisturbed = run(configuration, "undisturbed-" + backend);
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, OLDER.toUri().toString());
    List<String> after = run(configuration, "restored-" + backend);

    assertThat(before).hasSizeGreaterThan(100);
    assertThat(after).hasSizeGreaterThan(100);
    assertThat(Stream.concat(before.stream(), after.stream()).sorted().toList())
        .isEqualTo(undisturbed);
  }

  @Test
  @EnabledIfSystemProperty(named = "savepoint.write", matches = "true")
  void takesASavepoint() throws Exception {
    Files.createDirectories(OLDER);
    try (SimulatedFeed feed = feed()) {
      StreamExecutionEnvironment env = define(configuration("hashmap"), "written", feed);
      JobClient job = env.executeAsync("written");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> told("written").stream().anyMatch(a -> a.updatedAt() > SAVEPOINT));
      String path =
          job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      Path metadata = Path.of(URI.create(path)).resolve("_metadata");
      Files.write(OLDER.resolve("_metadata"), Files.readAllBytes(metadata));
      Files.write(OLDER.resolve("told.txt"), lines("written"));
    }
  }

  private List<String> run(Configuration configuration, String name) throws Exception {
    try (SimulatedFeed feed = feed()) {
      define(configuration, name, feed).execute(name);
    }
    return lines(name);
  }

  private static List<Alert> told(String name) {
    return CollectingSink.<Alert>seen(name).stream().map(CollectingSink.Seen::record).toList();
  }

  private static List<String> lines(String name) {
    return told(name).stream().map(OlderSavepointITCase::line).sorted().toList();
  }

  /** What later builds may not tell otherwise, whatever they add. */
  private static String line(Alert alert) {
    return "%s %d %s".formatted(alert.id(), alert.state().version(), alert.state().status());
  }

  private static Configuration configuration(String backend) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    return configuration;
  }

  /** The rules change at a tick that was decided beforehand, so that all runs are alike. */
  private static SimulatedFeed feed() {
    SimulatedFeed feed = new SimulatedFeed();
    PackText.File file =
        new PackText.File("rules.yml (version 2)", "groups:\n" + GROUPS.formatted(7));
    feed.publish(
        0,
        CHANGE,
        "rules",
        new PackText("rules", "2", List.of(file), Optional.empty()),
        Optional.empty());
    feed.decide(CHANGE);
    return feed;
  }

  private StreamExecutionEnvironment define(
      Configuration configuration, String name, SimulatedFeed feed) throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    env.setMaxParallelism(KeyGroups.COUNT);
    env.getConfig().enableObjectReuse();
    long pause = Boolean.getBoolean("savepoint.write") ? 1_000_000 : 0;
    DataStream<IngestedSample> samples =
        env.fromSequence(0, SERIES * STEPS - 1L)
            .uid("numbers")
            .setParallelism(1)
            .filter(OlderSavepointITCase::isThere)
            .setParallelism(1)
            .uid("there")
            .map(number -> sample(number, pause))
            .returns(IngestedSerializer.<IngestedSample>ofKind())
            .setParallelism(1)
            .uid("samples")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<IngestedSample>forMonotonousTimestamps()
                    .withTimestampAssigner((sample, any) -> sample.timestamp()))
            .setParallelism(1)
            .uid("clock");
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, GROUPS.formatted(9));
    Map<String, RulesPipeline.Streams> stages =
        RulesPipeline.define(
            List.of(new RulesPipeline.Stage("raw", rules, Map.of("metrics", samples))),
            SeriesLimits.NONE,
            feed.source(),
            null);
    AlertOwners.define(stages, rules.sharedAlertNames())
        .values()
        .forEach(told -> told.alerts().sinkTo(new CollectingSink<>(name)).uid("collect"));
    return env;
  }

  /** The series of one job vanish for a while. */
  private static boolean isThere(long number) {
    long series = number % SERIES;
    long step = number / SERIES;
    return series % 3 != 2 || step < 60 || step > 100;
  }

  private static IngestedSample sample(long number, long pauseNanos) {
    if (pauseNanos > 0) {
      LockSupport.parkNanos(pauseNanos);
    }
    long series = number % SERIES;
    long step = number / SERIES;
    double value = (series * 7 + step / (2 + series % 5)) % 12;
    Labels labels =
        Labels.of("__name__", "load", "instance", "i" + series, "job", "j" + series % 3);
    return IngestedSample.onTime(labels, START + step * STEP, value);
  }
}
