package io.barograph.jobs.routing;

import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

class DecisionSerializerTest extends SerializerContract<Decision> {
  DecisionSerializerTest() {
    super(DecisionSerializer.INSTANCE, "decision-v1");
  }

  @Override
  protected List<Decision> values() {
    List<Decision> decisions = new ArrayList<>();
    for (DecisionCode code :
        EnumSet.range(DecisionCode.ALERT_PENDING, DecisionCode.ALERT_NOT_TOLD)) {
      String[] values = code.parameters().toArray(String[]::new);
      decisions.add(Decision.of(code, "", "a-7", 1, 9, values));
    }
    return decisions;
  }
}
