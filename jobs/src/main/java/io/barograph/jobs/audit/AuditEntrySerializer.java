package io.barograph.jobs.audit;

import io.barograph.core.audit.AuditEntry;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Entries of the audit, field by field. */
public final class AuditEntrySerializer extends ImmutableSerializer<AuditEntry> {
  /** The only instance that is needed. */
  public static final AuditEntrySerializer INSTANCE = new AuditEntrySerializer();

  private AuditEntrySerializer() {
    super(AuditEntry.class);
  }

  @Override
  public void serialize(AuditEntry one, DataOutputView out) throws IOException {
    one.write(out);
  }

  @Override
  public AuditEntry deserialize(DataInputView in) throws IOException {
    return AuditEntry.read(in);
  }

  @Override
  public TypeSerializerSnapshot<AuditEntry> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AuditEntry> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
