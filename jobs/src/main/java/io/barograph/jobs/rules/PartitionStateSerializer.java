package io.barograph.jobs.rules;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What partitions remember, field by field. */
public final class PartitionStateSerializer extends ImmutableSerializer<PartitionState> {
  /** The only instance that is needed. */
  static final PartitionStateSerializer INSTANCE = new PartitionStateSerializer();

  private PartitionStateSerializer() {
    super(PartitionState.class);
  }

  @Override
  public void serialize(PartitionState state, DataOutputView out) throws IOException {
    Texts.write(state.ruleKey(), out);
    out.writeLong(state.closed());
    out.writeLong(state.newestElement());
    out.writeLong(state.next());
    out.writeBoolean(state.silent());
    out.writeInt(state.alerts().size());
    for (GroupAlert alert : state.alerts()) {
      LabelsBytes.write(alert.element(), out);
      LabelsBytes.write(alert.active().labels(), out);
      AlertSerializer.writeState(alert.active().state(), out);
      out.writeLong(alert.support());
    }
  }

  @Override
  public PartitionState deserialize(DataInputView in) throws IOException {
    String ruleKey = Texts.read(in);
    long closed = in.readLong();
    long newestElement = in.readLong();
    long next = in.readLong();
    boolean silent = in.readBoolean();
    List<GroupAlert> alerts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      alerts.add(
          new GroupAlert(
              LabelsBytes.read(in),
              new ActiveAlert(LabelsBytes.read(in), AlertSerializer.readState(in)),
              in.readLong()));
    }
    return new PartitionState(ruleKey, closed, newestElement, next, silent, alerts);
  }

  @Override
  public TypeSerializerSnapshot<PartitionState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PartitionState> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
