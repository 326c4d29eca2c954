package io.barograph.core.notify;

import io.barograph.core.bytes.Texts;
import io.barograph.core.command.Command;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import io.barograph.core.route.SilenceBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What people ordered, as far as it holds: silences and acknowledgements. Not thread-safe. */
final class Orders implements Mutes {
  private SilenceBook silences = new SilenceBook();
  private final Set<String> acknowledged = new TreeSet<>();

  void take(Command command) {
    command.applyTo(silences);
    if (command.kind() == Command.Kind.ACK) {
      acknowledged.add(command.subject());
    }
  }

  /** True if somebody takes care of every one of these alerts. */
  boolean acknowledge(Collection<NotifiedAlert> alerts) {
    return alerts.stream().allMatch(alert -> acknowledged.contains(alert.alertId()));
  }

  /**
   * An alert has ended: nobody need take care of it any more.
   *
   * @return whether somebody did
   */
  boolean isOver(String alertId) {
    return acknowledged.remove(alertId);
  }

  @Override
  public Optional<Mute> of(Labels alert, Route route, long now) {
    List<String> ids = silences.silencedBy(alert, now);
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mute(Mute.Kind.SILENCED, String.join(", ", ids)));
  }

  void write(DataOutput out) throws IOException {
    silences.write(out);
    out.writeInt(acknowledged.size());
    for (String alert : acknowledged) {
      Texts.write(alert, out);
    }
  }

  void read(DataInput in) throws IOException {
    silences = SilenceBook.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      acknowledged.add(Texts.read(in));
    }
  }
}
