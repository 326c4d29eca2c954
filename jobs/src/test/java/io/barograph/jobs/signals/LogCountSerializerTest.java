package io.barograph.jobs.signals;

import io.barograph.jobs.testing.SerializerContract;
import java.util.List;

class LogCountSerializerTest extends SerializerContract<LogCount> {
  LogCountSerializerTest() {
    super(LogCountSerializer.INSTANCE, "log-count-v1");
  }

  @Override
  protected List<LogCount> values() {
    return List.of(
        new LogCount("order-gateway", "ERROR", 5_000, 17, 4_999),
        new LogCount("価格", "", Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE));
  }
}
