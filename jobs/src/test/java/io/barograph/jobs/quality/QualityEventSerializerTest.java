package io.barograph.jobs.quality;

import io.barograph.core.quality.QualityEvent;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

class QualityEventSerializerTest extends SerializerContract<QualityEvent> {
  QualityEventSerializerTest() {
    super(QualityEventSerializer.INSTANCE, "quality-event-v1");
  }

  @Override
  protected List<QualityEvent> values() {
    List<QualityEvent> events = new ArrayList<>();
    for (QualityEvent.Kind kind :
        EnumSet.range(QualityEvent.Kind.FIRED, QualityEvent.Kind.INCIDENT)) {
      events.add(new QualityEvent("pack/group/规则", kind, 1_790_000_000_000L, "00ff", 7));
    }
    events.add(
        new QualityEvent(QualityEvent.ALL_RULES, QualityEvent.Kind.FIRED, Long.MIN_VALUE, "", 0));
    return events;
  }
}
