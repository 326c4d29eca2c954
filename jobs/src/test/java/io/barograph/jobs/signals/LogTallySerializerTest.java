package io.barograph.jobs.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.log.LogTally;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTallySerializerTest extends SerializerContract<LogTally> {
  LogTallySerializerTest() {
    super(LogTallySerializer.INSTANCE, "log-tally-v1");
  }

  @Override
  protected List<LogTally> values() {
    LogTally busy = new LogTally("価格");
    busy.add("INFO", 5_000, 40, 4_900);
    busy.add("ERROR", 5_000, 2, 4_999);
    busy.close(5_000);
    busy.add("INFO", 10_000, 7, 9_000);
    return List.of(new LogTally("silent"), busy);
  }

  @Override
  protected Object content(LogTally tally) {
    return List.of(tally.service(), tally.totals(), tally.ticks(), tally.newest());
  }

  @Test
  void aCopyGoesItsOwnWay() {
    LogTally original = values().get(1);
    Object before = content(original);

    LogTallySerializer.INSTANCE.copy(original).add("INFO", 10_000, 1, 9_500);

    assertThat(content(original)).isEqualTo(before);
  }
}
