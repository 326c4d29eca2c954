package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import io.barograph.core.decision.Decision;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Alerts that belong together, as far as that is known at one time.
 *
 * @param id never changes while the incident is revised
 * @param version strictly increasing with each revision of an id, from 1
 * @param pattern the pattern of the chain that it came of; empty if it came of none
 * @param kind may change with late evidence
 * @param root the service or host where it began; empty if there is none
 * @param openedAt when its members were enough to open it, in milliseconds since the epoch
 * @param updatedAt when this was found
 * @param isOpen false if it takes no members any more
 * @param priority how soon somebody has to look; never lowered
 * @param impact how much the services that it touches matter among all that are known, in [0, 1]
 * @param services that it touches
 * @param memberCount how many alerts belong to it; none if another incident has taken them all
 * @param members the first of them by time, up to {@link #MAX_MEMBERS}, each alert once however
 *     often it fired; the decisions tell of all
 * @param decisions what led from the version before to this one
 */
public record Incident(
    String id,
    int version,
    String pattern,
    IncidentKind kind,
    String root,
    long openedAt,
    long updatedAt,
    boolean isOpen,
    Priority priority,
    double impact,
    SortedSet<String> services,
    int memberCount,
    List<Member> members,
    List<Decision> decisions) {
  /** So many members stand in a version. */
  public static final int MAX_MEMBERS = 200;

  /**
   * An alert that has joined.
   *
   * @param alert the first of its episodes in the incident
   * @param reason why it has
   * @param by the service or host that the reason is about; empty if there is none
   * @param score how probable it was that it belongs to it when it joined, in [0, 1]
   * @param count how often it fired while the incident lasted, at least 1
   */
  public record Member(AlertSignal alert, JoinReason reason, String by, double score, int count) {
    public Member {
      Objects.requireNonNull(alert, "alert");
      Objects.requireNonNull(reason, "reason");
    }

    /** One that fired once. */
    public Member(AlertSignal alert, JoinReason reason, String by, double score) {
      this(alert, reason, by, score, 1);
    }

    /** A further alert, for the same reason. */
    Member withAlert(AlertSignal further) {
      return new Member(further, reason, by, score);
    }

    /** The same, that fired so often. */
    Member times(int newCount) {
      return newCount == count ? this : new Member(alert, reason, by, score, newCount);
    }

    void write(DataOutput out) throws IOException {
      alert.write(out);
      out.writeByte(reason.ordinal());
      out.writeUTF(by);
      out.writeDouble(score);
      out.writeInt(count);
    }

    static Member read(DataInput in) throws IOException {
      return new Member(
          AlertSignal.read(in),
          JoinReason.values()[in.readByte()],
          in.readUTF(),
          in.readDouble(),
          in.readInt());
    }

    /** True if it has joined for the same reason. */
    boolean isAs(Member other) {
      return reason == other.reason && by.equals(other.by);
    }
  }

  public Incident {
    Objects.requireNonNull(priority, "priority");
    services = Collections.unmodifiableSortedSet(services);
    members = List.copyOf(members);
    decisions = List.copyOf(decisions);
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(id);
    out.writeInt(version);
    out.writeUTF(pattern);
    out.writeByte(kind.ordinal());
    out.writeUTF(root);
    out.writeLong(openedAt);
    out.writeLong(updatedAt);
    out.writeBoolean(isOpen);
    out.writeByte(priority.ordinal());
    out.writeDouble(impact);
    out.writeInt(services.size());
    for (String service : services) {
      out.writeUTF(service);
    }
    out.writeInt(memberCount);
    out.writeInt(members.size());
    for (Member member : members) {
      member.write(out);
    }
    out.writeInt(decisions.size());
    for (Decision decision : decisions) {
      decision.write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Incident read(DataInput in) throws IOException {
    String id = in.readUTF();
    int version = in.readInt();
    String pattern = in.readUTF();
    IncidentKind kind = IncidentKind.values()[in.readByte()];
    String root = in.readUTF();
    long openedAt = in.readLong();
    long updatedAt = in.readLong();
    boolean isOpen = in.readBoolean();
    Priority priority = Priority.values()[in.readByte()];
    double impact = in.readDouble();
    SortedSet<String> services = new TreeSet<>();
    for (int count = in.readInt(); count > 0; count--) {
      services.add(in.readUTF());
    }
    int memberCount = in.readInt();
    List<Member> members = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      members.add(Member.read(in));
    }
    List<Decision> decisions = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      decisions.add(Decision.read(in));
    }
    return new Incident(
        id,
        version,
        pattern,
        kind,
        root,
        openedAt,
        updatedAt,
        isOpen,
        priority,
        impact,
        services,
        memberCount,
        members,
        decisions);
  }
}
