package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.formats.alert.AlertJson;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.source.SimulatedBroker;
import io.barograph.jobs.testing.SimulatedTopic;
import io.barograph.promql.rules.PackText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/** One drawn history of a job whose rules change while it runs, compared with the reference. */
final class RuleChangesSimulation {
  private static final Pattern VALUE = Pattern.compile("\"value\":([-+.0-9eE]+),");

  /** Long enough for the clock to pass the end of the data when all is quiet. */
  private static final long MOST_STEPS_PER_SECOND = 1_000;

  private static final int LOOK_EVERY_STEPS = 100;

  private static final String KEPT =
      """
      groups:
      - name: kept
        interval: 15s
        rules:
        - {alert: Kept, expr: load > 5, for: 15s}
        - {alert: KeptSum, expr: sum by (job) (load) > 12}
        - {alert: Shared, expr: max by (job) (load) > 6, labels: {team: t1}}
      - name: more
        interval: 15s
        rules:
        - {alert: Shared, expr: sum by (job) (extra) > 7, for: 15s, labels: {team: t1}}
      """;
  private static final String KEPT_SETTINGS =
      """
      overrides:
      - {match: {alert: Kept}, noData: alert}
      - {match: {alert: KeptSum}, noData: alert, noDataTimeout: 45s}
      - {match: {group: more}, noData: keep_last}
      """;

  /** Whether versions are tried too. */
  private static final boolean TRIALS =
      Boolean.parseBoolean(System.getProperty("simulation.trials", "true"));

  private static final Map<String, String> KEPT_EXPRESSIONS =
      Map.of(
          "kept/Kept", "load > 5",
          "kept/KeptSum", "sum by (job) (load) > 12",
          "kept/Shared", "max by (job) (load) > 6",
          "more/Shared", "sum by (job) (extra) > 7");

  private final Random random;
  private final int seconds;
  private final int changes;
  private final int crashes;

  /** What one history came to. */
  record Outcome(
      int transitions, int tried, int repeated, int taken, int advances, int late, int crashes) {
    static final Outcome NONE = new Outcome(0, 0, 0, 0, 0, 0, 0);

    /** This and another together. */
    Outcome with(Outcome other) {
      return new Outcome(
          transitions + other.transitions,
          tried + other.tried,
          repeated + other.repeated,
          taken + other.taken,
          advances + other.advances,
          late + other.late,
          crashes + other.crashes);
    }

    @Override
    public String toString() {
      return "%d transitions, %d of trials, %d told again, %d changes, %d advances of quiet partitions, %d late samples, %d crashes"
          .formatted(transitions, tried, repeated, taken, advances, late, crashes);
    }
  }

  /**
   * A history.
   *
   * @param seconds of data
   * @param changes that are published
   * @param crashes at most
   */
  RuleChangesSimulation(long seed, int seconds, int changes, int crashes) {
    this.random = new Random(seed);
    this.seconds = seconds;
    this.changes = changes;
    this.crashes = crashes;
  }

  Outcome run(Path folder) throws Exception {
    RuleEdits edits = new RuleEdits(random);
    PackRules rules = rules(folder, edits.text());
    SimulatedData data = new SimulatedData(seconds, random);
    SimulatedBroker broker =
        new SimulatedBroker(
            data.partitions(),
            data.outages(),
            SimulatedData.START + (random.nextInt(4) == 0 ? random.nextInt(120_000) : 0),
            random.nextBoolean() ? data.lastArrival() + 1 : Long.MAX_VALUE,
            random);
    List<Map<String, String>> published = new ArrayList<>();
    published.add(expressions(edits));
    SimulatedTopic<Alert> topic = topic();
    SimulatedTopic<Alert> tried = topic();
    int crashed = 0;
    try (SimulatedFeed feed = new SimulatedFeed();
        SimulatedJob job = new SimulatedJob(rules, broker, feed, topic, tried, random)) {
      long end = data.end();
      for (long step = 0; step % LOOK_EVERY_STEPS != 0 || !job.isOver(end); step++) {
        if (step > MOST_STEPS_PER_SECOND * seconds) {
          throw new AssertionError("the job stands still: " + job);
        }
        job.step();
        long due = SimulatedData.START + 1_000L * seconds * published.size() / (changes + 1);
        if (published.size() <= changes && broker.now() > due) {
          published.add(publish(edits, broker.now(), feed));
        }
        if (random.nextInt(2_000) == 0) {
          job.checkpoint();
        }
        if (crashed < crashes && random.nextInt(5_000) == 0) {
          job.crash();
          crashed++;
        }
      }
      topic.flushAll();
      tried.flushAll();
      List<IngestedSample> samples = broker.samples();
      VersionedReference reference = reference(rules, feed, published);
      List<Alert> expected = reference.run(samples);
      compare(topic, expected, end, feed);
      compare(tried, reference.tried(), end, feed);
      assertThat(broker.misread()).as("the clock before each record, whoever reads it").isEmpty();
      return new Outcome(
          expected.size(),
          reference.tried().size(),
          topic.told().size() - new HashSet<>(topic.told()).size(),
          feed.taken().size(),
          broker.advances(),
          (int) samples.stream().filter(one -> one.behind() != Ingested.ON_TIME).count(),
          crashed);
    }
  }

  private SimulatedTopic<Alert> topic() {
    return new SimulatedTopic<>(Alert::id, alert -> alert.state().version(), random);
  }

  /** Changes the pack, and now and then lets the version before go on as one that is tried. */
  private Map<String, String> publish(RuleEdits edits, long now, SimulatedFeed feed) {
    PackText before = edits.pack();
    Map<String, String> expressionsBefore = edits.expressions();
    edits.edit();
    Map<String, String> all = expressions(edits);
    boolean isTried = TRIALS && random.nextInt(3) == 0;
    if (isTried) {
      expressionsBefore.forEach(
          (name, expression) -> all.put(VersionedReference.TRIED + name, expression));
    }
    feed.publish(
        now,
        effectiveFrom(now),
        RuleEdits.PACK,
        edits.pack(),
        isTried ? Optional.of(before) : Optional.empty());
    return all;
  }

  private static VersionedReference reference(
      PackRules rules, SimulatedFeed feed, List<Map<String, String>> published) throws Exception {
    VersionedReference reference = new VersionedReference();
    reference.add(rules, Long.MIN_VALUE, Long.MIN_VALUE, published.get(0));
    PackRules before = rules;
    for (Decision decision : feed.taken()) {
      before = before.with(decision.publication().change(0, 0, 0));
      reference.add(
          before,
          decision.effectiveFrom(),
          decision.samplesAfter(),
          published.get((int) decision.publication().number()));
    }
    return reference;
  }

  /** What lies behind the end of the data rests on when the readers stopped. */
  private static void compare(
      SimulatedTopic<Alert> topic, List<Alert> expected, long end, SimulatedFeed feed) {
    List<Alert> told = topic.told().stream().filter(alert -> alert.updatedAt() <= end).toList();
    assertThat(lines(told)).as("the same bytes each time").hasSameSizeAs(rounded(told));
    assertThat(difference(rounded(told), rounded(expected)))
        .as("what is told; %s", feed.taken())
        .isEmpty();
    List<Alert> seen = topic.seen().stream().filter(alert -> alert.updatedAt() <= end).toList();
    assertThat(difference(episodes(seen), episodes(expected)))
        .as("what a reader sees that drops what is not newer, episode by episode")
        .isEmpty();
  }

  /** A line for each episode: its transitions in their order. */
  private static Set<String> episodes(List<Alert> alerts) {
    Map<String, StringJoiner> episodes = new TreeMap<>();
    for (Alert alert : alerts) {
      episodes.computeIfAbsent(alert.id(), any -> new StringJoiner(" ")).add(rounded(alert));
    }
    return episodes.values().stream().map(StringJoiner::toString).collect(Collectors.toSet());
  }

  private static Set<String> lines(List<Alert> alerts) {
    Set<String> lines = new TreeSet<>();
    alerts.forEach(alert -> lines.add(AlertJson.of(alert)));
    return lines;
  }

  private static Set<String> rounded(List<Alert> alerts) {
    Set<String> rounded = new TreeSet<>();
    alerts.forEach(alert -> rounded.add(rounded(alert)));
    return rounded;
  }

  /** With values as far as sums in another order agree. */
  private static String rounded(Alert alert) {
    return VALUE
        .matcher(AlertJson.of(alert))
        .replaceFirst(value -> "\"value\":%.9g,".formatted(Double.parseDouble(value.group(1))));
  }

  /** What was told and should not have been, and what was not and should. */
  private static List<String> difference(Set<String> told, Set<String> expected) {
    List<String> difference = new ArrayList<>();
    told.stream()
        .filter(line -> !expected.contains(line))
        .forEach(line -> difference.add("told: " + line));
    expected.stream()
        .filter(line -> !told.contains(line))
        .forEach(line -> difference.add("not told: " + line));
    return difference;
  }

  private static Map<String, String> expressions(RuleEdits edits) {
    Map<String, String> expressions = new HashMap<>(KEPT_EXPRESSIONS);
    expressions.putAll(edits.expressions());
    return expressions;
  }

  /** Now and then too late, now and then a while ahead. */
  private long effectiveFrom(long now) {
    return switch (random.nextInt(4)) {
      case 0 -> now - 30_000;
      case 1 -> now + 30_000;
      default -> now + 5_000;
    };
  }

  private static PackRules rules(Path folder, String live) throws Exception {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("kept.yml"), KEPT);
    Files.writeString(kept.resolve("barograph.yml"), KEPT_SETTINGS);
    Path edited = Files.writeString(folder.resolve("live.yml"), live);
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(kept.toString(), edited.toString()));
    configuration.set(BarographOptions.NO_DATA, BarographOptions.NoData.RESOLVE);
    return PackRules.read(JobOptions.of(configuration)).onRaw(Map.of("metrics", ".*"));
  }
}
