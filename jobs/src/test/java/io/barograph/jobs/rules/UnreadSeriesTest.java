package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What rules see of a series that some of them read, then none, and then some again. */
class UnreadSeriesTest {
  private static final Labels CPU = Labels.of("__name__", "cpu");
  private static final long READ_UNTIL = 100_000;
  private static final long READ_AGAIN_FROM = 200_000;

  private RuleSet current = reading(60).compile();
  private final SeriesBlock block = new SeriesBlock(current);

  @Test
  void isKeptForARuleToComeThatLooksFurtherBack() {
    readAndLeave();
    block.advance(1, READ_AGAIN_FROM - 1, new NobodyListens());
    block.tidy();
    readAgain(0);

    // Back to what had to be kept while the first rule read it: 60 s behind its end.
    assertThat(seenBy(READ_AGAIN_FROM)).startsWith(40_000L, 50_000L).endsWith(200_000L);
  }

  @Test
  void isTheSameWhenWhatIsOverHasBeenSettled() {
    readAndLeave();
    block.advance(1, 150_000, new NobodyListens());
    follow(current.settledAt(150_000));
    readAgain(0);
    add(30_000); // late, and no longer held by everybody

    assertThat(seenBy(READ_AGAIN_FROM)).startsWith(40_000L, 50_000L).endsWith(200_000L);
  }

  @Test
  void isNotSeenFurtherBackThanItIsKept() {
    RuleSet none = new TestRules("metrics").compile();
    RuleSet changed = none.changed(reading(3_600).compile(), 3_600_000, 0);

    assertThat(changed.readersOf(CPU, new LeafFold.Table()).samplesAfter())
        .isEqualTo(3_600_000 - 1 - SeriesReaders.UNREAD_MILLIS);
  }

  /** A sample each ten seconds; the rule that reads them goes at {@link #READ_UNTIL}. */
  private void readAndLeave() {
    block.announce(CPU);
    LongStream.rangeClosed(1, 9).forEach(i -> add(10_000 * i));
    follow(current.changed(new TestRules("metrics").compile(), READ_UNTIL, 0));
    LongStream.rangeClosed(10, 20).forEach(i -> add(10_000 * i));
  }

  private void readAgain(long samplesAfter) {
    follow(current.changed(reading(180).compile(), READ_AGAIN_FROM, samplesAfter));
  }

  private void follow(RuleSet next) {
    current = next;
    block.follow(next, domain -> Long.MIN_VALUE);
  }

  private void add(long timestamp) {
    SeriesRow row = block.row(CPU.fingerprint());
    if (timestamp > row.samplesAfter()) {
      block.add(row, timestamp, Double.doubleToRawLongBits(0), SampleBatch.ON_TIME);
    }
  }

  private List<Long> seenBy(long tick) {
    var seen = block.row(CPU.fingerprint()).seenBy(tick);
    return LongStream.range(0, seen.size()).mapToObj(i -> seen.timestamp((int) i)).toList();
  }

  private static TestRules reading(int seconds) {
    return new TestRules("metrics")
        .lookBack(Duration.ofSeconds(seconds))
        .rule("HighCpu", "cpu", 0.9, Duration.ZERO, Duration.ofSeconds(5), 0);
  }
}
