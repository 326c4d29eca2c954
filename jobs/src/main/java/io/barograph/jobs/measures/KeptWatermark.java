package io.barograph.jobs.measures;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How far an operator was at its last checkpoint. A barrier comes behind the same watermark in all
 * subtasks, so each of them, however many there are after it, takes the greatest.
 */
final class KeptWatermark {
  /** State name; part of the savepoint format, never rename. */
  private static final String WATERMARK = "watermark";

  private final ListState<Long> state;

  KeptWatermark(OperatorStateStore store) throws Exception {
    state = store.getUnionListState(new ListStateDescriptor<>(WATERMARK, Types.LONG));
  }

  /** The watermark that was restored; the least long if none was. */
  long restored() throws Exception {
    long watermark = Long.MIN_VALUE;
    for (long known : state.get()) {
      watermark = Math.max(watermark, known);
    }
    return watermark;
  }

  /** Keeps a watermark, unless nothing has begun or all is over. */
  void update(long watermark) throws Exception {
    boolean isKnown = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    state.update(isKnown ? List.of(watermark) : List.of());
  }
}
