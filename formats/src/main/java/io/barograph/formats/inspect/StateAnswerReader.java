package io.barograph.formats.inspect;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.SeenSample;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.JsonRecord;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads answers: no other fields than theirs, and all of them but for times that have not come. */
final class StateAnswerReader {
  private static final long NEVER = Long.MIN_VALUE;

  private StateAnswerReader() {}

  static StateAnswer read(byte[] value) throws MalformedRecordException {
    ObjectFields fields =
        new ObjectFields(
            "record",
            "question, job, stages, levels, stage, level, subtask, parallelism, series, alerts,"
                + " supports, rules, truncated");
    List<String> stages = new ArrayList<>();
    List<InspectedSeries> series = new ArrayList<>();
    List<InspectedAlert> alerts = new ArrayList<>();
    List<SupportingSeries> supports = new ArrayList<>();
    List<InspectedRule> rules = new ArrayList<>();
    try {
      JsonRecord.read(
          value,
          (field, record) -> {
            fields.see(field);
            switch (field) {
              case "stages" -> record.readArray(field, one -> stages.add(one.text(field)));
              case "series" -> record.readArray(field, one -> series.add(series(one)));
              case "alerts" -> record.readArray(field, one -> alerts.add(alert(one)));
              case "supports" -> record.readArray(field, one -> supports.add(support(one)));
              case "rules" -> record.readArray(field, one -> rules.add(rule(one)));
              case "truncated" -> fields.put(field, record.bool(field));
              case "question", "job", "stage" -> fields.put(field, record.text(field));
              default -> fields.put(field, record.integer(field, 0));
            }
          });
      fields.requireAll();
      StateAnswer.Scope scope =
          new StateAnswer.Scope(fields.text("job"), stages, fields.number("levels"));
      return new StateAnswer(
          fields.text("question"),
          new StateAnswer.Answerer(
              scope,
              fields.text("stage"),
              fields.number("level"),
              fields.number("subtask"),
              fields.number("parallelism")),
          fields.bool("truncated"),
          series,
          alerts,
          supports,
          rules);
    } catch (IllegalArgumentException outOfBounds) {
      throw MalformedRecordException.malformed(outOfBounds.getMessage());
    }
  }

  private static InspectedSeries series(JsonRecord object)
      throws IOException, MalformedRecordException {
    ObjectFields fields =
        new ObjectFields("series", "labels, windowMillis, held, late, newest, readers");
    List<SeenSample> newest = new ArrayList<>();
    List<String> readers = new ArrayList<>();
    object.readObject(
        "series",
        (field, record) -> {
          fields.see(field);
          switch (field) {
            case "labels" -> fields.put(field, labels(field, record));
            case "newest" -> record.readArray(field, one -> newest.add(sample(one)));
            case "readers" -> record.readArray(field, one -> readers.add(one.text(field)));
            default -> fields.put(field, record.integer(field, 0));
          }
        });
    fields.requireAll();
    return new InspectedSeries(
        fields.labels("labels"),
        fields.longNumber("windowMillis"),
        fields.number("held"),
        fields.number("late"),
        newest,
        readers);
  }

  private static InspectedAlert alert(JsonRecord object)
      throws IOException, MalformedRecordException {
    ObjectFields fields =
        new ObjectFields(
            "alerts",
            "labels, element, owner, state, policy, intervalMillis, lastTick, support, expression");
    AlertState[] state = new AlertState[1];
    AlertPolicy[] policy = new AlertPolicy[1];
    object.readObject(
        "alerts",
        (field, record) -> {
          fields.see(field);
          switch (field) {
            case "labels", "element" -> fields.put(field, labels(field, record));
            case "owner" -> fields.put(field, owner(record));
            case "state" -> state[0] = state(record);
            case "policy" -> policy[0] = policy(record);
            case "lastTick" -> fields.put(field, record.time(field));
            case "expression" -> fields.put(field, record.text(field));
            case "support" -> fields.put(field, bits(field, record));
            default -> fields.put(field, record.integer(field, 1));
          }
        });
    fields.requireAllBut("lastTick");
    return new InspectedAlert(
        fields.labels("labels"),
        fields.labels("element"),
        fields.owner(),
        state[0],
        policy[0],
        fields.longNumber("intervalMillis"),
        fields.time("lastTick"),
        fields.longNumber("support"),
        fields.text("expression"));
  }

  private static AlertState state(JsonRecord object) throws IOException, MalformedRecordException {
    ObjectFields fields =
        new ObjectFields(
            "state",
            "status, activeAt, firedAt, keepFiringSince, noDataSince, endedAt, value, version");
    object.readObject(
        "state",
        (field, record) -> {
          fields.see(field);
          switch (field) {
            case "status" -> fields.put(field, record.text(field));
            case "value" -> fields.put(field, record.number(field));
            case "version" -> fields.put(field, record.integer(field, 0));
            default -> fields.put(field, record.time(field));
          }
        });
    fields.requireAllBut("firedAt", "keepFiringSince", "noDataSince", "endedAt");
    return new AlertState(
        AlertStatus.ofWireName(fields.text("status")),
        fields.time("activeAt"),
        fields.time("firedAt"),
        fields.time("keepFiringSince"),
        fields.time("noDataSince"),
        fields.time("endedAt"),
        fields.real("value"),
        fields.number("version"));
  }

  private static AlertPolicy policy(JsonRecord object)
      throws IOException, MalformedRecordException {
    ObjectFields fields =
        new ObjectFields("policy", "holdMillis, keepFiringMillis, noData, noDataTimeoutMillis");
    object.readObject(
        "policy",
        (field, record) -> {
          fields.see(field);
          if (field.equals("noData")) {
            fields.put(field, record.text(field));
          } else {
            fields.put(field, record.integer(field, 0));
          }
        });
    fields.requireAll();
    return new AlertPolicy(
        Duration.ofMillis(fields.longNumber("holdMillis")),
        Duration.ofMillis(fields.longNumber("keepFiringMillis")),
        NoDataPolicy.valueOf(fields.text("noData")),
        Duration.ofMillis(fields.longNumber("noDataTimeoutMillis")));
  }

  private static SupportingSeries support(JsonRecord object)
      throws IOException, MalformedRecordException {
    ObjectFields fields = new ObjectFields("supports", "owner, leaf, bit, series, group, newest");
    List<SeenSample> newest = new ArrayList<>();
    object.readObject(
        "supports",
        (field, record) -> {
          fields.see(field);
          switch (field) {
            case "owner" -> fields.put(field, owner(record));
            case "leaf" -> fields.put(field, record.text(field));
            case "bit" -> fields.put(field, bits(field, record));
            case "newest" -> record.readArray(field, one -> newest.add(sample(one)));
            default -> fields.put(field, labels(field, record));
          }
        });
    fields.requireAll();
    return new SupportingSeries(
        fields.owner(),
        fields.text("leaf"),
        fields.longNumber("bit"),
        fields.labels("series"),
        fields.labels("group"),
        newest);
  }

  private static InspectedRule rule(JsonRecord object)
      throws IOException, MalformedRecordException {
    ObjectFields fields =
        new ObjectFields(
            "rules",
            "owner, alertname, intervalMillis, versions, inputs, lastTick, series, partitions,"
                + " pending, firing, nodata, errors, bytes, busyNanos");
    List<InspectedRule.Version> versions = new ArrayList<>();
    SortedMap<String, Long> inputs = new TreeMap<>();
    object.readObject(
        "rules",
        (field, record) -> {
          fields.see(field);
          switch (field) {
            case "owner" -> fields.put(field, owner(record));
            case "alertname" -> fields.put(field, record.text(field));
            case "versions" -> record.readArray(field, one -> versions.add(version(one)));
            case "inputs" ->
                record.readObject(field, (name, one) -> inputs.put(name, inputTime(name, one)));
            case "lastTick" -> fields.put(field, record.time(field));
            default -> fields.put(field, record.integer(field, 0));
          }
        });
    fields.requireAllBut("lastTick");
    return new InspectedRule(
        fields.owner(),
        fields.text("alertname"),
        fields.longNumber("intervalMillis"),
        versions,
        inputs,
        new InspectedRule.Counts(
            fields.time("lastTick"),
            fields.longNumber("series"),
            fields.longNumber("partitions"),
            fields.longNumber("pending"),
            fields.longNumber("firing"),
            fields.longNumber("nodata"),
            fields.longNumber("errors"),
            fields.longNumber("bytes"),
            fields.longNumber("busyNanos")));
  }

  /**
   * Sixty-four bits as the text of a whole number, which not every reader of JSON takes so long.
   */
  private static long bits(String field, JsonRecord record)
      throws IOException, MalformedRecordException {
    String text = record.text(field);
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException noNumber) {
      throw MalformedRecordException.of(
          field, text, "must be the text of a whole number below 2^64");
    }
  }

  private static long inputTime(String name, JsonRecord record)
      throws IOException, MalformedRecordException {
    if (record.isNull()) {
      return NEVER;
    }
    boolean hasEnded = record.parser().getText().equals(StateAnswerJson.ENDED);
    return hasEnded ? Long.MAX_VALUE : record.time("inputs." + name);
  }

  private static InspectedRule.Version version(JsonRecord object)
      throws IOException, MalformedRecordException {
    ObjectFields fields = new ObjectFields("versions", "from, version, expression");
    object.readObject(
        "versions",
        (field, record) -> {
          fields.see(field);
          if (field.equals("from")) {
            fields.put(field, record.time(field));
          } else {
            fields.put(field, record.text(field));
          }
        });
    fields.requireAllBut("from");
    return new InspectedRule.Version(
        fields.time("from"), fields.text("version"), fields.text("expression"));
  }

  private static SeenSample sample(JsonRecord object) throws IOException, MalformedRecordException {
    ObjectFields fields = new ObjectFields("newest", "time, value, stale");
    object.readObject(
        "newest",
        (field, record) -> {
          fields.see(field);
          switch (field) {
            case "time" -> fields.put(field, record.time(field));
            case "value" -> fields.put(field, record.number(field));
            default -> fields.put(field, record.bool(field));
          }
        });
    fields.requireAll();
    return new SeenSample(fields.time("time"), fields.real("value"), fields.bool("stale"));
  }

  private static Owner owner(JsonRecord object) throws IOException, MalformedRecordException {
    ObjectFields fields = new ObjectFields("owner", "pack, group, rule, version");
    object.readObject(
        "owner",
        (field, record) -> {
          fields.see(field);
          fields.put(field, record.text(field));
        });
    fields.requireAll();
    return new Owner(
        fields.text("pack"), fields.text("group"), fields.text("rule"), fields.text("version"));
  }

  private static Labels labels(String field, JsonRecord object)
      throws IOException, MalformedRecordException {
    Labels.Builder labels = Labels.builder();
    object.readObject(field, (name, record) -> labels.set(name, record.text(field + '.' + name)));
    return labels.build();
  }
}
