package io.barograph.jobs.patterns;

import io.barograph.cep.chain.ChainMetric;
import io.barograph.cep.chain.StateChangeSerializer;
import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/** Tells of which chains a state change is a stage, by the patterns that hold at its time. */
final class ChainTagFunction extends AtItsTimeFunction<StateChange, TaggedChange> {
  private transient Counter taken;

  ChainTagFunction(PackPatterns start) {
    super("state-changes-waiting", StateChangeSerializer.INSTANCE, start);
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    taken = getRuntimeContext().getMetricGroup().counter(ChainMetric.PACKS_CHANGED.metricName());
  }

  @Override
  long timeOf(StateChange change) {
    return change.time();
  }

  @Override
  void look(StateChange change, ChainBook patterns, Collector<TaggedChange> out) {
    patterns.tag(change, out::collect);
  }

  @Override
  void changed() {
    taken.inc();
  }
}
