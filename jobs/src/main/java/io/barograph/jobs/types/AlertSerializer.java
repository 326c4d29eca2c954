package io.barograph.jobs.types;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Labels;
import io.barograph.types.ImmutableSerializer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Alerts, field by field. */
public final class AlertSerializer extends ImmutableSerializer<Alert> {
  /** The only instance that is needed. */
  public static final AlertSerializer INSTANCE = new AlertSerializer();

  private AlertSerializer() {
    super(Alert.class);
  }

  @Override
  public void serialize(Alert alert, DataOutputView out) throws IOException {
    LabelsBytes.write(alert.labels(), out);
    Texts.writeMap(alert.annotations(), out);
    writeState(alert.state(), out);
    Texts.write(alert.reason().name(), out);
    out.writeLong(alert.updatedAt());
    Texts.write(alert.priority().name(), out);
    Texts.write(alert.origin().name(), out);
    writeOwnersSize(alert, out);
    for (Owner owner : alert.owners()) {
      Texts.write(owner.pack(), out);
      Texts.write(owner.group(), out);
      Texts.write(owner.rule(), out);
      Texts.write(owner.version(), out);
    }
    Texts.write(alert.generatorUrl(), out);
  }

  @Override
  public Alert deserialize(DataInputView in) throws IOException {
    Labels labels = LabelsBytes.read(in);
    SortedMap<String, String> annotations = Texts.readMap(in);
    AlertState state = readState(in);
    AlertReason reason = AlertReason.valueOf(Texts.read(in));
    long updatedAt = in.readLong();
    Priority priority = Priority.valueOf(Texts.read(in));
    Origin origin = Origin.valueOf(Texts.read(in));
    List<Owner> owners = new ArrayList<>();
    int size = in.readInt();
    int duplicates = size < 0 ? in.readInt() : 0;
    for (int count = size < 0 ? ~size : size; count > 0; count--) {
      owners.add(new Owner(Texts.read(in), Texts.read(in), Texts.read(in), Texts.read(in)));
    }
    return new Alert(
        labels,
        annotations,
        state,
        reason,
        updatedAt,
        priority,
        origin,
        owners,
        Texts.read(in),
        duplicates);
  }

  /* Most alerts have no duplicates, and those of older builds never: a number below 0, the
   * complement of the size, says that their count follows. */
  private static void writeOwnersSize(Alert alert, DataOutput out) throws IOException {
    if (alert.duplicates() == 0) {
      out.writeInt(alert.owners().size());
    } else {
      out.writeInt(~alert.owners().size());
      out.writeInt(alert.duplicates());
    }
  }

  @Override
  public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Writes where an episode stands. */
  public static void writeState(AlertState state, DataOutput out) throws IOException {
    Texts.write(state.status().wireName(), out);
    out.writeLong(state.activeAt());
    out.writeLong(state.firedAt());
    out.writeLong(state.keepFiringSince());
    out.writeLong(state.noDataSince());
    out.writeLong(state.endedAt());
    out.writeDouble(state.value());
    out.writeInt(state.version());
  }

  /** Reads what {@link #writeState} wrote. */
  public static AlertState readState(DataInput in) throws IOException {
    return new AlertState(
        AlertStatus.ofWireName(Texts.read(in)),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readInt());
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Alert> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
