package io.barograph.jobs.routing;

import io.barograph.core.alert.AlertStatus;
import io.barograph.core.command.Command;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;
import java.util.Optional;

class RoutingEventSerializerTest extends SerializerContract<RoutingEvent> {
  RoutingEventSerializerTest() {
    super(RoutingEventSerializer.INSTANCE, "routing-event-v1");
  }

  @Override
  protected List<RoutingEvent> values() {
    Command expire =
        new Command(Command.Kind.EXPIRE, "c-2", 9, "ann", "", "c-1", Optional.empty(), false);
    return List.of(
        new RoutingEvent.Transition(Notified.alert("Down", AlertStatus.FIRING, 5, 5)),
        new RoutingEvent.Order(Notified.silence("c-1", "Down", 5, 500)),
        new RoutingEvent.Order(expire));
  }
}
