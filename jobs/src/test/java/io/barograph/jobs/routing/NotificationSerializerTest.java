package io.barograph.jobs.routing;

import io.barograph.core.notify.Notification;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;

class NotificationSerializerTest extends SerializerContract<Notification> {
  NotificationSerializerTest() {
    super(NotificationSerializer.INSTANCE, "notification-v1");
  }

  @Override
  protected List<Notification> values() {
    Notification one = Notified.notification("n-1", "ops", 100_000);
    return List.of(one, one.withAlerts(one.firing()), one.divertedTo("desk"));
  }
}
