package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.List;

class SampleBatchSerializerTest extends SerializerContract<SampleBatch> {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "Zürich");
  private static final Labels DISK = Labels.of("__name__", "disk", "host", "価格");

  SampleBatchSerializerTest() {
    super(SampleBatchSerializer.INSTANCE, "sample-batch-v3");
  }

  @Override
  protected List<SampleBatch> values() {
    SampleBatch announcing = new SampleBatch(3, SampleBatch.CAPACITY);
    announcing.announce(CPU);
    announcing.announce(DISK);
    add(announcing, 1_000, Double.doubleToRawLongBits(0.97), SampleBatch.ON_TIME);
    SampleBatch odd = new SampleBatch(KeyGroups.COUNT - 1, SampleBatch.CAPACITY);
    add(odd, Long.MIN_VALUE, StaleMarker.BITS, SampleBatch.ON_TIME);
    add(odd, Long.MAX_VALUE, 0x7ff8000000000001L, SampleBatch.ON_TIME);
    add(odd, 0, Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY), SampleBatch.ON_TIME);
    SampleBatch late = new SampleBatch(0, SampleBatch.CAPACITY);
    add(late, 1_000, 0, SampleBatch.ON_TIME);
    add(late, 2_000, 0, 5_000);
    add(late, 9_000, 0, SampleBatch.ON_TIME);
    SampleBatch full = new SampleBatch(1, SampleBatch.CAPACITY);
    for (int i = 0; !full.isFull(); i++) {
      add(full, i, Double.doubleToRawLongBits(i), SampleBatch.ON_TIME);
    }
    return List.of(
        new SampleBatch(0, 0),
        announcing,
        odd,
        late,
        full,
        SampleBatch.begin(127, 500),
        SampleBatch.end(127, 1_000));
  }

  @Override
  protected Object content(SampleBatch batch) {
    List<Object> content =
        new ArrayList<>(
            List.of(
                batch.keyGroup(), batch.hasLate(), batch.oldestOfSource(), batch.newestOfSource()));
    for (int i = 0; i < batch.announcedCount(); i++) {
      content.add(batch.announced(i));
    }
    for (int i = 0; i < batch.size(); i++) {
      content.add(
          List.of(batch.fingerprint(i), batch.timestamp(i), batch.valueBits(i), batch.behind(i)));
    }
    return content;
  }

  private static void add(SampleBatch batch, long timestamp, long bits, long behind) {
    batch.add(CPU.fingerprint(), timestamp, bits, behind);
  }
}
