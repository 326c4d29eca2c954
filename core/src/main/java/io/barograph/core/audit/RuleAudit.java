package io.barograph.core.audit;

import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Activation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What somebody wanted of one rule pack, and what a job made of it, as entries of the audit: one
 * when it is published, and newer versions of it when the job has said what it makes of it.
 *
 * <p>Records of the topic of rules are given in their order. Records that are given again make the
 * same entries again. Not thread-safe.
 */
public final class RuleAudit {
  /** So many publications may wait for what the job says of them; the oldest is forgotten. */
  static final int MAX_WAITING = 20;

  private static final byte FORMAT = 1;
  private static final int PUBLISHED = 1;
  private static final int TAKEN = 2;
  private static final int REFUSED = 3;

  private final String job;
  private int shadow = RulePackHead.NONE;

  /** What was published, by the time that names it. */
  private final NavigableMap<Long, AuditEntry> published = new TreeMap<>();

  /**
   * Nothing has been published.
   *
   * @param job the name under which the job says what it makes of publications
   */
  public RuleAudit(String job) {
    this.job = job;
  }

  /** Takes what was published. */
  public AuditEntry take(RulePackHead head) {
    AuditedOrder order =
        new AuditedOrder(
            kind(head),
            head.pack() + '/' + head.publishedAt(),
            head.publishedAt(),
            head.author(),
            head.comment(),
            head.pack());
    AuditEntry entry =
        new AuditEntry(
            "rules-%s-%s-%d".formatted(job, head.pack(), head.publishedAt()),
            PUBLISHED,
            order,
            head.effectiveFrom(),
            AuditOutcome.of(
                AuditCode.PUBLISHED,
                Integer.toString(head.live()),
                Integer.toString(head.shadow()),
                state(head)));
    shadow = head.shadow();
    published.put(head.publishedAt(), entry);
    if (published.size() > MAX_WAITING) {
      published.pollFirstEntry();
    }
    return entry;
  }

  /**
   * Takes what a job made of it.
   *
   * @return empty if it is another job, or what was published is not known any more
   */
  public Optional<AuditEntry> take(RulePackEffect effect) {
    AuditEntry known = published.get(effect.publishedAt());
    if (known == null || !effect.job().equals(job)) {
      return Optional.empty();
    }
    Map<String, String> said = known.outcome().parameters();
    String live = said.get("live");
    String tried = said.get("shadow");
    String state = said.get("state");
    boolean isRefused = !effect.refused().isEmpty();
    return Optional.of(
        new AuditEntry(
            known.id(),
            isRefused ? REFUSED : TAKEN,
            known.order(),
            isRefused ? known.effectiveFrom() : effect.effectiveFrom(),
            isRefused
                ? AuditOutcome.of(
                    AuditCode.RULES_REFUSED, live, tried, state, job, effect.refused())
                : AuditOutcome.of(AuditCode.TAKEN, live, tried, state, job)));
  }

  private static String state(RulePackHead head) {
    String live = head.isDeleted() ? "no version stands" : "version " + head.live() + " stands";
    return head.shadow() == RulePackHead.NONE
        ? live
        : live + " and version " + head.shadow() + " is tried";
  }

  private AuditKind kind(RulePackHead head) {
    if (head.latest().publishedAt() != head.publishedAt() || head.hasNeverStood()) {
      return head.shadow() == RulePackHead.NONE ? AuditKind.RULES_WITHDRAW : AuditKind.RULES_TRY;
    }
    if (head.isDeleted()) {
      return AuditKind.RULES_DELETE;
    }
    if (head.live() == shadow) {
      return AuditKind.RULES_PROMOTE;
    }
    int newestBefore =
        head.history().subList(0, head.history().size() - 1).stream()
            .mapToInt(Activation::live)
            .max()
            .orElse(RulePackHead.NONE);
    return head.live() <= newestBefore ? AuditKind.RULES_ROLLBACK : AuditKind.RULES_APPLY;
  }

  /** Writes all of it, for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(shadow);
    out.writeInt(published.size());
    for (AuditEntry entry : published.values()) {
      entry.write(out);
    }
  }

  /** Reads into this what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("an audit of rules of format %d is not known".formatted(format));
    }
    shadow = in.readInt();
    for (int count = in.readInt(); count > 0; count--) {
      AuditEntry entry = AuditEntry.read(in);
      published.put(entry.order().at(), entry);
    }
  }
}
