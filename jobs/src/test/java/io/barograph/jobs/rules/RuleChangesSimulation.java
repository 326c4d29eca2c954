package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/** One drawn history of a job whose rules change while it runs, compared with the reference. */
final class RuleChangesSimulation {
  private static final long START = 1_760_000_000_000L;
  private static final long BOUND = 5_000;
  private static final Pattern VALUE = Pattern.compile("\"value\":([-+.0-9eE]+),");
  private static final String KEPT =
      """
      groups:
      - name: kept
        interval: 15s
        rules:
        - {alert: Kept, expr: load > 5, for: 15s}
        - {alert: KeptSum, expr: sum by (job) (load) > 12}
      """;
  private static final Map<String, String> KEPT_EXPRESSIONS =
      Map.of("Kept", "load > 5", "KeptSum", "sum by (job) (load) > 12");

  private final Random random;
  private final int seconds;
  private final int changes;
  private final int crashes;

  /** What one history came to. */
  record Outcome(int transitions, int repeated, int taken, int refused, int crashes) {}

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
    List<List<IngestedSample>> partitions = new ArrayList<>();
    List<IngestedSample> all = samples();
    for (int partition = 0; partition < 2; partition++) {
      partitions.add(arrivals(all, partition));
    }
    VersionedReference reference = new VersionedReference();
    reference.add(rules, Long.MIN_VALUE, Long.MIN_VALUE, expressions(edits));
    List<Map<String, String>> published = new ArrayList<>();
    int crashed = 0;
    List<String> told;
    try (SimulatedFeed feed = new SimulatedFeed();
        SimulatedJob job = new SimulatedJob(rules, partitions, BOUND, feed, random)) {
      int most = 0;
      while (!job.isOver()) {
        job.step();
        most = Math.max(most, job.position());
        if (published.size() < changes
            && most > (long) all.size() * (published.size() + 1) / (changes + 1)) {
          edits.edit();
          feed.publish(job.now(), effectiveFrom(job.now()), "live", edits.pack());
          published.add(expressions(edits));
        }
        if (random.nextInt(400) == 0) {
          job.checkpoint();
        }
        if (crashed < crashes && random.nextInt(8_000) == 0) {
          job.crash();
          crashed++;
        }
      }
      told = job.told();
      PackRules before = rules;
      for (Decision decision : feed.taken()) {
        before = before.with(decision.publication().change(0, 0, 0));
        reference.add(
            before,
            decision.effectiveFrom(),
            decision.samplesAfter(),
            published.get((int) decision.publication().number() - 1));
      }
      Set<String> expected = reference.run(all);
      assertThat(new TreeSet<>(told)).as("bytes").hasSameSizeAs(rounded(told));
      assertThat(difference(rounded(told), rounded(expected))).as("%s", feed.taken()).isEmpty();
      return new Outcome(
          expected.size(),
          told.size() - expected.size(),
          feed.taken().size(),
          feed.refused().size(),
          crashed);
    }
  }

  /** With values as far as sums in another order agree. */
  private static Set<String> rounded(Collection<String> lines) {
    Set<String> rounded = new TreeSet<>();
    for (String line : lines) {
      rounded.add(
          VALUE
              .matcher(line)
              .replaceFirst(
                  value -> "\"value\":%.9g,".formatted(Double.parseDouble(value.group(1)))));
    }
    return rounded;
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
    Path kept = Files.writeString(folder.resolve("kept.yml"), KEPT);
    Path edited = Files.writeString(folder.resolve("live.yml"), live);
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(kept.toString(), edited.toString()));
    configuration.set(BarographOptions.NO_DATA, BarographOptions.NoData.RESOLVE);
    return PackRules.read(JobOptions.of(configuration)).onRaw(Map.of("metrics", ".*"));
  }

  private List<IngestedSample> samples() {
    List<IngestedSample> samples = new ArrayList<>();
    for (int instance = 0; instance < 5; instance++) {
      Labels own = Labels.of("instance", "i" + instance, "job", "j" + instance % 2);
      double load = random.nextInt(6);
      double requests = 0;
      for (int second = random.nextInt(5); second < seconds; second += 5) {
        long time = START + second * 1_000L + random.nextInt(900);
        load = Math.max(0, Math.min(7, load + random.nextInt(3) - 1));
        requests += random.nextInt(30);
        boolean gap = (second / 60 + instance) % 7 == 3;
        if (!gap) {
          samples.add(sample(own, "load", time, load));
          samples.add(sample(own, "requests_total", time, requests));
        }
        if (second % 20 < 5) {
          samples.add(sample(own, "extra", time, random.nextInt(7)));
        }
      }
    }
    samples.sort(Comparator.comparingLong(IngestedSample::timestamp));
    return samples;
  }

  private static IngestedSample sample(Labels labels, String metric, long time, double value) {
    return IngestedSample.onTime(labels.with(Labels.METRIC_NAME, metric), time, value);
  }

  private List<IngestedSample> arrivals(List<IngestedSample> all, int partition) {
    record Arrival(IngestedSample sample, long at) {}
    return all.stream()
        .filter(sample -> sample.labels().get("instance").hashCode() % 2 == partition)
        .map(sample -> new Arrival(sample, sample.timestamp() + random.nextLong(BOUND)))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::sample)
        .toList();
  }
}
