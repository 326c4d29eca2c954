package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert that began, and who is told of it.
 *
 * @param receivers the names of its receivers, at least one, each once, in the order of the routes
 */
public record RoutedAlert(AlertSignal alert, List<String> receivers) implements Evidence {
  public RoutedAlert {
    receivers = List.copyOf(receivers);
  }

  @Override
  public long time() {
    return alert.time();
  }

  @Override
  public String id() {
    return alert.id();
  }

  /** Writes names of receivers. */
  static void writeReceivers(List<String> receivers, DataOutput out) throws IOException {
    out.writeInt(receivers.size());
    for (String receiver : receivers) {
      out.writeUTF(receiver);
    }
  }

  /** Reads what {@link #writeReceivers} wrote. */
  static List<String> readReceivers(DataInput in) throws IOException {
    List<String> receivers = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      receivers.add(in.readUTF());
    }
    return receivers;
  }
}
