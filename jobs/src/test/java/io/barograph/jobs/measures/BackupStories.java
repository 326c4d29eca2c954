package io.barograph.jobs.measures;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongToDoubleFunction;

/** Stories of what a backup tells of itself, every minute for one day and three hours. */
final class BackupStories {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long START = 20_150 * DAY;

  private BackupStories() {}

  static List<AlertStory> stories() {
    return List.of(
        story(
            "BackupOld",
            told -> tell(told, "last_success_timestamp_seconds", time -> START / 1e3),
            told -> tell(told, "last_success_timestamp_seconds", time -> daily(time) / 1e3)),
        story(
            "BackupShrunk",
            told -> tell(told, "size_bytes", time -> time < START + DAY ? 5e9 : 3e9),
            told -> tell(told, "size_bytes", time -> time < START + DAY ? 5e9 : 4e9)),
        story(
            "BackupCorrupt",
            told -> tell(told, "checksum_valid", time -> time < START + DAY ? 1 : 0),
            told -> tell(told, "checksum_valid", time -> 1)),
        story(
            "BackupNotRestored",
            told -> tell(told, "restore_test_timestamp_seconds", time -> ago(34)),
            told -> tell(told, "restore_test_timestamp_seconds", time -> ago(33))));
  }

  private static AlertStory story(
      String alert, Consumer<ToldRecords> faulty, Consumer<ToldRecords> healthy) {
    return new AlertStory(
        alert, "services/backups.yml", Duration.ofMillis(MINUTE), faulty, healthy);
  }

  private static void tell(ToldRecords told, String metric, LongToDoubleFunction value) {
    Labels series = Labels.of(Labels.METRIC_NAME, "backup_" + metric, "backup", "ledger");
    for (long time = START; time <= START + DAY + 3 * HOUR; time += MINUTE) {
      told.add(Sample.of(series, time, value.applyAsDouble(time)));
    }
  }

  /** The newest hour after a midnight. */
  private static double daily(long time) {
    return (double) Math.floorDiv(time - HOUR, DAY) * DAY + HOUR;
  }

  /** So many days before the story begins, in seconds. */
  private static double ago(int days) {
    return (START - days * DAY) / 1e3;
  }
}
