package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.AlertRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A block's state as bytes: either the whole block, or what has changed since the chunk before.
 *
 * <p>A chunk holds the closed ticks of each domain, series with their labels, samples, the alerts
 * of the series where one has changed, and up to which sample rules were evaluated on arrival.
 * Replaying a block's chunks in order restores it. Rules and domains go by name, so that state
 * finds its rule after the rule set was edited.
 */
final class BlockChunk {
  /* Layout, version 3: byte version | domains: int n, (text name, long closed) |
   * rules: int n, (text key) | series: int n, (labels) | samples: int n, (fp, t, bits, behind) |
   * alerts: int n, (long fp, int m, (int rule, labels, state)) |
   * arrivals: int n, (long fp, int m, (int rule, long time)) |
   * beginnings: int n, (long fp, long samplesAfter).
   * Version 1 ends with the alerts, version 2 with the arrivals. */
  private static final byte VERSION = 3;

  private static final byte VERSION_WITHOUT_BEGINNINGS = 2;
  private static final byte VERSION_WITHOUT_ARRIVALS = 1;

  private BlockChunk() {}

  /** An alert whose rule is no longer in the rule set. */
  record Orphan(Labels series, String ruleKey, ActiveAlert alert) {
    /** Tells that the alert is over because its rule is gone. */
    void end(long tick, AlertListener listener) {
      // An alert that was told on arrival may lie ahead of the clock.
      long time = Math.max(tick, alert.state().newestTime());
      AlertLifecycle.Step step = AlertLifecycle.deleted(alert.state(), time);
      if (step.isTransition()) {
        AlertRule.endOrphan(ruleKey, alert.labels(), step, time, listener);
      }
    }
  }

  /** The whole block. */
  static byte[] whole(SeriesBlock block, RuleSet rules) {
    BlockJournal everything = new BlockJournal();
    for (SeriesRow row : block.rows()) {
      long fingerprint = row.labels().fingerprint();
      everything.announce(row.labels());
      for (int i = 0; i < row.size(); i++) {
        everything.add(fingerprint, row.timestamp(i), row.valueBits(i), SampleBatch.ON_TIME);
      }
      row.forEachLate((time, bits, behind) -> everything.add(fingerprint, time, bits, behind));
      row.takeAlertsChanged();
      row.takeArrivalsChanged();
    }
    List<SeriesRow> withAlerts = new ArrayList<>();
    block.rows().forEach(row -> addIf(row.hasAlerts(), row, withAlerts));
    List<SeriesRow> withArrivals = new ArrayList<>();
    block.rows().forEach(row -> addIf(row.hasArrivals(), row, withArrivals));
    return encode(block, rules, everything, withAlerts, withArrivals);
  }

  /** What has changed since the last chunk. */
  static byte[] delta(SeriesBlock block, RuleSet rules, BlockJournal journal) {
    List<SeriesRow> changed = new ArrayList<>();
    block.rows().forEach(row -> addIf(row.takeAlertsChanged(), row, changed));
    List<SeriesRow> arrived = new ArrayList<>();
    block.rows().forEach(row -> addIf(row.takeArrivalsChanged(), row, arrived));
    return encode(block, rules, journal, changed, arrived);
  }

  /**
   * Applies a chunk to {@code block}.
   *
   * @return for each series whose alerts stand in the chunk, those that have lost their rule
   */
  static Map<Long, List<Orphan>> replay(byte[] chunk, SeriesBlock block, RuleSet rules) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunk))) {
      byte version = in.readByte();
      if (version < VERSION_WITHOUT_ARRIVALS || version > VERSION) {
        throw new IOException("series state of version %d is not known".formatted(version));
      }
      readDomains(in, block, rules);
      String[] ruleKeys = new String[in.readInt()];
      for (int i = 0; i < ruleKeys.length; i++) {
        ruleKeys[i] = Texts.read(in);
      }
      for (int series = in.readInt(); series > 0; series--) {
        block.announce(LabelsBytes.read(in));
      }
      readSamples(in, block);
      Map<Long, List<Orphan>> orphans = readAlerts(in, block, rules, ruleKeys);
      if (version >= VERSION_WITHOUT_BEGINNINGS) {
        readArrivals(in, block, rules, ruleKeys);
      }
      if (version > VERSION_WITHOUT_BEGINNINGS) {
        readBeginnings(in, block);
      }
      return orphans;
    } catch (IOException damaged) {
      throw new UncheckedIOException("the state of the series stage cannot be read", damaged);
    }
  }

  private static void addIf(boolean wanted, SeriesRow row, List<SeriesRow> rows) {
    if (wanted) {
      rows.add(row);
    }
  }

  private static byte[] encode(
      SeriesBlock block,
      RuleSet rules,
      BlockJournal journal,
      List<SeriesRow> alerts,
      List<SeriesRow> arrivals) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 32 * journal.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(rules.domains().size());
      for (RuleSet.Domain domain : rules.domains()) {
        Texts.write(domain.name(), out);
        out.writeLong(block.closed(domain.id()));
      }
      int namedRules = alerts.isEmpty() && arrivals.isEmpty() ? 0 : rules.seriesRuleCount();
      out.writeInt(namedRules);
      for (int rule = 0; rule < namedRules; rule++) {
        Texts.write(rules.key(rule), out);
      }
      out.writeInt(journal.announced().size());
      for (Labels labels : journal.announced()) {
        LabelsBytes.write(labels, out);
      }
      out.writeInt(journal.size());
      for (int i = 0; i < journal.size(); i++) {
        out.writeLong(journal.fingerprint(i));
        out.writeLong(journal.timestamp(i));
        out.writeLong(journal.bits(i));
        out.writeLong(journal.behind(i));
      }
      out.writeInt(alerts.size());
      for (SeriesRow row : alerts) {
        writeAlerts(row, out);
      }
      out.writeInt(arrivals.size());
      for (SeriesRow row : arrivals) {
        writeArrivals(row, out);
      }
      writeBeginnings(block, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void writeAlerts(SeriesRow row, DataOutputStream out) throws IOException {
    out.writeLong(row.labels().fingerprint());
    int alive = 0;
    for (int place = 0; place < row.rules().length; place++) {
      alive += row.alert(place) == null ? 0 : 1;
    }
    out.writeInt(alive);
    for (int place = 0; place < row.rules().length; place++) {
      ActiveAlert alert = row.alert(place);
      if (alert != null) {
        out.writeInt(row.rules()[place]);
        LabelsBytes.write(alert.labels(), out);
        AlertSerializer.writeState(alert.state(), out);
      }
    }
  }

  private static void writeArrivals(SeriesRow row, DataOutputStream out) throws IOException {
    out.writeLong(row.labels().fingerprint());
    int evaluated = 0;
    for (int place = 0; place < row.rules().length; place++) {
      evaluated += row.arrival(place) == Long.MIN_VALUE ? 0 : 1;
    }
    out.writeInt(evaluated);
    for (int place = 0; place < row.rules().length; place++) {
      if (row.arrival(place) != Long.MIN_VALUE) {
        out.writeInt(row.rules()[place]);
        out.writeLong(row.arrival(place));
      }
    }
  }

  private static void readDomains(DataInputStream in, SeriesBlock block, RuleSet rules)
      throws IOException {
    long furthest = Long.MIN_VALUE;
    Set<String> known = new HashSet<>();
    for (int domains = in.readInt(); domains > 0; domains--) {
      String name = Texts.read(in);
      long closed = in.readLong();
      furthest = Math.max(furthest, closed);
      known.add(name);
      for (RuleSet.Domain domain : rules.domains()) {
        if (domain.name().equals(name)) {
          block.restoreClosed(domain.id(), closed);
        }
      }
    }
    for (RuleSet.Domain domain : rules.domains()) {
      if (!known.contains(domain.name())) {
        block.restoreClosed(domain.id(), furthest);
      }
    }
  }

  /** Where series begin to be seen, as long as a tick to come looks back that far. */
  private static void writeBeginnings(SeriesBlock block, DataOutputStream out) throws IOException {
    long closed = block.allClosed();
    List<SeriesRow> begun = new ArrayList<>();
    for (SeriesRow row : block.rows()) {
      long after = row.samplesAfter();
      addIf(after != Long.MIN_VALUE && after + row.windowMillis() > closed, row, begun);
    }
    out.writeInt(begun.size());
    for (SeriesRow row : begun) {
      out.writeLong(row.fingerprint());
      out.writeLong(row.samplesAfter());
    }
  }

  private static void readBeginnings(DataInputStream in, SeriesBlock block) throws IOException {
    for (int rows = in.readInt(); rows > 0; rows--) {
      SeriesRow row = block.row(in.readLong());
      long samplesAfter = in.readLong();
      if (row != null) {
        row.beginAfter(samplesAfter);
      }
    }
  }

  private static void readSamples(DataInputStream in, SeriesBlock block) throws IOException {
    for (int samples = in.readInt(); samples > 0; samples--) {
      SeriesRow row = block.row(in.readLong());
      long timestamp = in.readLong();
      long bits = in.readLong();
      long behind = in.readLong();
      if (row != null && timestamp > row.samplesAfter()) {
        block.add(row, timestamp, bits, behind);
      }
    }
  }

  private static Map<Long, List<Orphan>> readAlerts(
      DataInputStream in, SeriesBlock block, RuleSet rules, String[] ruleKeys) throws IOException {
    Map<Long, List<Orphan>> orphansOf = new HashMap<>();
    for (int series = in.readInt(); series > 0; series--) {
      long fingerprint = in.readLong();
      SeriesRow row = block.row(fingerprint);
      List<Orphan> orphans = new ArrayList<>();
      orphansOf.put(fingerprint, orphans);
      if (row != null) {
        row.clearAlerts();
      }
      for (int alerts = in.readInt(); alerts > 0; alerts--) {
        String key = ruleKeys[in.readInt()];
        ActiveAlert alert = new ActiveAlert(LabelsBytes.read(in), AlertSerializer.readState(in));
        int place = row == null ? -1 : row.placeOf(rules.indexOf(key));
        if (place >= 0) {
          row.setAlert(place, alert);
        } else if (row != null) {
          orphans.add(new Orphan(row.labels(), key, alert));
        }
      }
    }
    return orphansOf;
  }

  private static void readArrivals(
      DataInputStream in, SeriesBlock block, RuleSet rules, String[] ruleKeys) throws IOException {
    for (int series = in.readInt(); series > 0; series--) {
      SeriesRow row = block.row(in.readLong());
      for (int arrivals = in.readInt(); arrivals > 0; arrivals--) {
        int rule = rules.indexOf(ruleKeys[in.readInt()]);
        long time = in.readLong();
        int place = row == null ? -1 : row.placeOf(rule);
        if (place >= 0) {
          row.restoreArrival(place, time);
        }
      }
    }
  }
}
