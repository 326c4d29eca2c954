package io.barograph.jobs.routing;

import io.barograph.core.notify.Notification;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Notifications, field by field. */
public final class NotificationSerializer extends ImmutableSerializer<Notification> {
  /** The only instance that is needed. */
  public static final NotificationSerializer INSTANCE = new NotificationSerializer();

  private NotificationSerializer() {
    super(Notification.class);
  }

  @Override
  public void serialize(Notification one, DataOutputView out) throws IOException {
    one.write(out);
  }

  @Override
  public Notification deserialize(DataInputView in) throws IOException {
    return Notification.read(in);
  }

  @Override
  public TypeSerializerSnapshot<Notification> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Notification> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
