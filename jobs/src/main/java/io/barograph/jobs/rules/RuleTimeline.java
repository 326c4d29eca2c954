package io.barograph.jobs.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * The rules that a job was started with and how they have changed since, as one operator knows it.
 *
 * <p>A change is taken once; what no tick to come asks for is settled, and costs nothing any more.
 * Not thread-safe.
 */
final class RuleTimeline {
  /** Operator state; part of the savepoint format, never rename. */
  static final ListStateDescriptor<byte[]> STATE =
      new ListStateDescriptor<>(
          "rule-changes", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final RuleSet.Source base;

  /** The newest change of each pack, in their order, and every one that is not settled. */
  private final List<RuleChange> changes = new ArrayList<>();

  private RuleSet.Source newest;
  private RuleSet rules;
  private long newestNumber;
  private long settledAt = Long.MIN_VALUE;
  private final Map<Integer, Long> restoredClocks = new HashMap<>();

  /** No change yet. */
  RuleTimeline(RuleSet.Source base) {
    this.base = base;
    this.newest = base;
    this.rules = base.compile();
  }

  /** The rules in all versions that a tick may still ask for. */
  RuleSet rules() {
    return rules;
  }

  /** Takes a change; false if it was taken before. */
  boolean take(RuleChange change) {
    if (change.number() <= newestNumber) {
      return false;
    }
    newestNumber = change.number();
    changes.add(change);
    newest = newest.with(change);
    rules = rules.changed(newest.compile(), change.effectiveFrom(), change.samplesAfter());
    return true;
  }

  /** Forgets what no tick behind {@code closed} asks for; true if there was any. */
  boolean settle(long closed) {
    if (!rules.isToBeSettledAt(closed)) {
      return false;
    }
    rules = rules.settledAt(closed);
    settledAt = closed;
    List<RuleChange> superseded = new ArrayList<>();
    for (RuleChange change : changes) {
      boolean isSuperseded =
          changes.stream()
              .anyMatch(
                  later ->
                      later.number() > change.number()
                          && later.pack().equals(change.pack())
                          && !rules.changes().contains(later.effectiveFrom()));
      if (isSuperseded) {
        superseded.add(change);
      }
    }
    changes.removeAll(superseded);
    return true;
  }

  /** How far a domain was when its state was written; the least long if that is not known. */
  long restoredClock(int domain) {
    return restoredClocks.getOrDefault(domain, Long.MIN_VALUE);
  }

  /**
   * The changes as bytes, for state.
   *
   * @param clocks how far each domain is, by its id
   */
  byte[] toBytes(Map<Integer, Long> clocks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(base.digest());
      out.writeLong(newestNumber);
      out.writeLong(settledAt);
      out.writeInt(clocks.size());
      for (Map.Entry<Integer, Long> clock : clocks.entrySet()) {
        out.writeInt(clock.getKey());
        out.writeLong(clock.getValue());
      }
      out.writeInt(changes.size());
      for (RuleChange change : changes) {
        RuleChangeBytes.write(change, out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Takes the changes of a state, unless the job was started with other rules since. */
  void restore(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readLong() != base.digest()) {
        return;
      }
      long number = in.readLong();
      long settled = in.readLong();
      for (int count = in.readInt(); count > 0; count--) {
        restoredClocks.put(in.readInt(), in.readLong());
      }
      for (int count = in.readInt(); count > 0; count--) {
        take(RuleChangeBytes.read(in));
      }
      newestNumber = number;
      settle(settled);
    } catch (IOException damaged) {
      throw new UncheckedIOException("the state of changes of rules cannot be read", damaged);
    }
  }
}
