package io.barograph.jobs.quality;

import io.barograph.core.quality.QualityEvent;
import io.barograph.core.quality.QualityPolicy;
import io.barograph.core.quality.QualityWindow;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

class QualityWindowSerializerTest extends SerializerContract<QualityWindow> {
  QualityWindowSerializerTest() {
    super(QualityWindowSerializer.INSTANCE, "quality-window-v1");
  }

  @Override
  protected List<QualityWindow> values() {
    List<QualityEvent> events = new ArrayList<>();
    for (QualityEvent.Kind kind :
        EnumSet.range(QualityEvent.Kind.FIRED, QualityEvent.Kind.INCIDENT)) {
      for (int i = 0; i < 9; i++) {
        events.add(new QualityEvent("pack/group/Up", kind, i * 20_000L, "a", 20_000));
      }
    }
    events.add(new QualityEvent("pack/group/Up", QualityEvent.Kind.FIRED, 180_000, "b", 0));
    return List.of(
        QualityWindow.EMPTY, QualityWindow.EMPTY.at(180_000, events, QualityPolicy.DEFAULT));
  }
}
