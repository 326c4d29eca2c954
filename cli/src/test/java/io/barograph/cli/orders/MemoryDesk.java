package io.barograph.cli.orders;

import io.barograph.core.command.Command;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A desk that keeps the records of orders in memory. */
public final class MemoryDesk implements OrderDesk {
  private final List<byte[]> records = new ArrayList<>();
  private final Set<String> liveAlerts = new TreeSet<>();

  /** Lets an alert be alive. */
  public MemoryDesk withAlert(String id) {
    liveAlerts.add(id);
    return this;
  }

  @Override
  public List<Command> given() {
    List<Command> orders = new ArrayList<>();
    try {
      for (byte[] record : records) {
        orders.add(OrderRecords.decode(record));
      }
    } catch (MalformedRecordException malformed) {
      throw new AssertionError(malformed);
    }
    return orders;
  }

  @Override
  public void give(List<Command> orders) {
    records.addAll(orders.stream().map(OrderRecords::encode).toList());
  }

  @Override
  public Set<String> liveAlerts() {
    return liveAlerts;
  }

  @Override
  public void close() {}
}
