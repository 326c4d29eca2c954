package io.barograph.cli.job;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What machines say each second. In each phase of 30 s each is well or in one of its troubles; the
 * first phase is calm, and nothing changes in the last ones.
 */
final class ComparedFeed {
  /** Phases begin so long after a multiple of every interval of the rules. */
  static final long PHASE_OFFSET_MILLIS = 3_000;

  /** A multiple of every interval of the rules. */
  static final long PHASE_MILLIS = 30_000;

  private static final int PHASES = 8;
  private static final List<String> BOUNDS = List.of("0.1", "0.25", "0.5", "1", "2.5", "+Inf");

  private final int machines;
  private final long start;
  private final boolean[][][] troubles;
  private final double[] served;
  private final double[] failed;
  private final double[] queue;
  private final double[][] buckets;
  private final double[] backups;
  private final boolean[] isGone;

  private enum Trouble {
    WARM,
    HOT,
    DOWN,
    MEMORY,
    BACKUP,
    ERRORS,
    SLOW,
    QUEUE,
    MAINTAINED,
    WEAK,
    GONE
  }

  /**
   * A feed.
   *
   * @param start the time of the first samples, milliseconds since the epoch
   */
  ComparedFeed(int machines, long start, long seed) {
    this.machines = machines;
    this.start = start;
    this.troubles = new boolean[Trouble.values().length][machines][PHASES];
    this.served = new double[machines];
    this.failed = new double[machines];
    this.queue = new double[machines];
    this.buckets = new double[machines][BOUNDS.size()];
    this.backups = new double[machines];
    this.isGone = new boolean[machines];
    Random random = new Random(seed);
    for (boolean[][] ofMachines : troubles) {
      for (boolean[] phases : ofMachines) {
        for (int phase = 1; phase < PHASES; phase++) {
          phases[phase] = random.nextDouble() < 0.35;
        }
      }
    }
  }

  /** The samples of one second; to be asked for one second after the other. */
  List<Sample> at(long time) {
    int phase = (int) Math.min(PHASES - 1, (time - start) / PHASE_MILLIS);
    List<Sample> samples = new ArrayList<>();
    for (int machine = 0; machine < machines; machine++) {
      new Second(machine, phase, time, samples).add();
    }
    for (String job : List.of("api", "db")) {
      samples.add(Sample.of(Labels.of("__name__", "queue_limit", "job", job), time, 80));
    }
    return samples;
  }

  /** One machine in one second. */
  private final class Second {
    private final int machine;
    private final int phase;
    private final long time;
    private final List<Sample> samples;

    Second(int machine, int phase, long time, List<Sample> samples) {
      this.machine = machine;
      this.phase = phase;
      this.time = time;
      this.samples = samples;
    }

    void add() {
      double warm = has(Trouble.WARM) ? 0.5 : 0.2;
      add("cpu_usage_ratio", has(Trouble.HOT) ? 0.95 : warm);
      add("up", has(Trouble.DOWN) ? 0 : 1);
      add("memory_total_bytes", 16e9);
      add("memory_free_bytes", has(Trouble.MEMORY) ? 1e9 : 8e9);
      add("maintenance", has(Trouble.MAINTAINED) ? 1 : 0);
      if (!has(Trouble.BACKUP)) {
        backups[machine] = time / 1_000.0;
      }
      add("backup_timestamp_seconds", backups[machine]);
      queue[machine] = has(Trouble.QUEUE) ? queue[machine] + 5 : 10;
      add("queue_depth", queue[machine]);
      addRequests();
      addHeartbeat();
    }

    private void addRequests() {
      served[machine] += 20;
      failed[machine] += has(Trouble.ERRORS) ? 10 : 0.125;
      add("requests_total", served[machine], "code", "200");
      add("requests_total", failed[machine], "code", "500");
      for (int i = 0; i < BOUNDS.size(); i++) {
        // Of 20 requests all take less than 0.1 s, or eight take one to two and a half.
        buckets[machine][i] += has(Trouble.SLOW) && i < 4 ? 12 : 20;
        add("request_seconds_bucket", buckets[machine][i], "le", BOUNDS.get(i));
      }
    }

    /* A quarter of the machines lose their heartbeat, which a stale marker says. */
    private void addHeartbeat() {
      boolean gone = machine % 4 == 3 && has(Trouble.GONE);
      if (!gone) {
        add("heartbeat", has(Trouble.WEAK) ? 0.5 : 1);
      } else if (!isGone[machine]) {
        samples.add(Sample.stale(labels("heartbeat"), time));
      }
      isGone[machine] = gone;
    }

    private boolean has(Trouble trouble) {
      return troubles[trouble.ordinal()][machine][phase];
    }

    private void add(String metric, double value, String... nameAndValue) {
      samples.add(Sample.of(labels(metric, nameAndValue), time, value));
    }

    private Labels labels(String metric, String... nameAndValue) {
      Labels.Builder labels =
          Labels.builder()
              .add("__name__", metric)
              .add("instance", "host-%02d:9100".formatted(machine))
              .add("job", machine < machines / 2 ? "api" : "db")
              .add("zone", machine % 2 == 0 ? "a" : "b");
      for (int i = 0; i < nameAndValue.length; i += 2) {
        labels.add(nameAndValue[i], nameAndValue[i + 1]);
      }
      return labels.build();
    }
  }
}
