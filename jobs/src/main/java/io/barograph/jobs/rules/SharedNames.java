package io.barograph.jobs.rules;

import java.util.Collection;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sets records apart whose alert can have several owners, by its name.
 *
 * <p>A name that was shared once stays shared, whatever becomes of the rules: an alert that began
 * as a merged one must end as such.
 */
final class SharedNames<T> extends ProcessFunction<T, T> implements CheckpointedFunction {
  /** State name; part of the savepoint format, never rename. */
  private static final String NAMES = "shared-names";

  private final TreeSet<String> sharedNow;
  private final KeySelector<T, String> nameOf;
  private final OutputTag<T> apart;
  private transient BroadcastState<String, Boolean> shared;

  /**
   * A function that knows these names and those of its state.
   *
   * @param nameOf the name of the alert that a record is about
   * @param apart where the records of shared names go
   */
  SharedNames(Collection<String> sharedNow, KeySelector<T, String> nameOf, OutputTag<T> apart) {
    this.sharedNow = new TreeSet<>(sharedNow);
    this.nameOf = nameOf;
    this.apart = apart;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    shared =
        context
            .getOperatorStateStore()
            .getBroadcastState(new MapStateDescriptor<>(NAMES, Types.STRING, Types.BOOLEAN));
    for (String name : sharedNow) {
      shared.put(name, true);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  @Override
  public void processElement(T record, Context context, Collector<T> out) throws Exception {
    if (shared.contains(nameOf.getKey(record))) {
      context.output(apart, record);
    } else {
      out.collect(record);
    }
  }
}
