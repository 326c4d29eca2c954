package io.barograph.core.audit;

import io.barograph.core.bytes.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * That somebody wanted to change what a running job does, and what came of it. The same order has
 * the same id: what is written again says the same, and of several versions the greatest holds.
 *
 * @param id names it among all entries
 * @param version 1 for commands; of rules greater once the job has said what it makes of them
 * @param effectiveFrom from when it holds, milliseconds of event time; of what is refused, when it
 *     was
 */
public record AuditEntry(
    String id, int version, AuditedOrder order, long effectiveFrom, AuditOutcome outcome) {
  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    Texts.write(id, out);
    out.writeInt(version);
    order.write(out);
    out.writeLong(effectiveFrom);
    Texts.write(outcome.code().name(), out);
    Texts.writeMap(outcome.parameters(), out);
  }

  /** Reads what {@link #write} wrote. */
  public static AuditEntry read(DataInput in) throws IOException {
    return new AuditEntry(
        Texts.read(in),
        in.readInt(),
        AuditedOrder.read(in),
        in.readLong(),
        new AuditOutcome(AuditCode.valueOf(Texts.read(in)), Texts.readMap(in)));
  }
}
