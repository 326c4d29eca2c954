package io.barograph.formats.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.SeenSample;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The JSON of an answer to a question about the state of a job, described in {@code
 * docs/schemas/state-answer.schema.json}.
 *
 * <p>It is never longer than {@value #MAX_BYTES} bytes: items that would make it so are left out,
 * and it says that there is more.
 */
public final class StateAnswerJson {
  /** The longest answer, in bytes: below what brokers take unless they are told otherwise. */
  public static final int MAX_BYTES = 768 << 10;

  /** More than what is written besides items. */
  private static final int FRAME_BYTES = 8 << 10;

  static final String ENDED = "ended";

  private static final JsonFactory JSON = new JsonFactory();

  private StateAnswerJson() {}

  /** Writes the fields of an item. */
  private interface ItemWriter<T> {
    void write(T item, JsonGenerator json) throws IOException;
  }

  /** The answer as JSON. */
  public static byte[] encode(StateAnswer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("question", answer.question());
      write(answer.from(), json);
      boolean all = writeItems("series", answer.series(), StateAnswerJson::write, json, bytes);
      all &= writeItems("alerts", answer.alerts(), StateAnswerJson::write, json, bytes);
      all &= writeItems("supports", answer.supports(), StateAnswerJson::write, json, bytes);
      all &= writeItems("rules", answer.rules(), StateAnswerJson::write, json, bytes);
      json.writeBooleanField("truncated", answer.truncated() || !all);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The answer that {@code value} holds.
   *
   * @throws MalformedRecordException if it holds none
   */
  public static StateAnswer decode(byte[] value) throws MalformedRecordException {
    if (value == null) {
      throw MalformedRecordException.malformed("record: must have a value");
    }
    if (value.length > MAX_BYTES) {
      throw MalformedRecordException.tooLarge("record", value.length, MAX_BYTES);
    }
    return StateAnswerReader.read(value);
  }

  /** Writes what finds room; returns false if something did not. */
  private static <T> boolean writeItems(
      String field,
      List<T> items,
      ItemWriter<T> writer,
      JsonGenerator json,
      ByteArrayOutputStream bytes)
      throws IOException {
    boolean all = true;
    json.writeArrayFieldStart(field);
    for (T item : items) {
      StringWriter text = new StringWriter(256);
      try (JsonGenerator inside = JSON.createGenerator(text)) {
        inside.writeStartObject();
        writer.write(item, inside);
        inside.writeEndObject();
      }
      json.flush();
      int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
      if (bytes.size() + length > MAX_BYTES - FRAME_BYTES) {
        all = false;
      } else {
        json.writeRawValue(text.toString());
      }
    }
    json.writeEndArray();
    return all;
  }

  private static void write(StateAnswer.Answerer from, JsonGenerator json) throws IOException {
    json.writeStringField("job", from.scope().job());
    json.writeArrayFieldStart("stages");
    for (String stage : from.scope().stages()) {
      json.writeString(stage);
    }
    json.writeEndArray();
    json.writeNumberField("levels", from.scope().levels());
    json.writeStringField("stage", from.stage());
    json.writeNumberField("level", from.level());
    json.writeNumberField("subtask", from.subtask());
    json.writeNumberField("parallelism", from.parallelism());
  }

  private static void write(InspectedSeries series, JsonGenerator json) throws IOException {
    write("labels", series.labels(), json);
    json.writeNumberField("windowMillis", series.windowMillis());
    json.writeNumberField("held", series.held());
    json.writeNumberField("late", series.late());
    writeSamples(series.newest(), json);
    json.writeArrayFieldStart("readers");
    for (String reader : series.readers()) {
      json.writeString(reader);
    }
    json.writeEndArray();
  }

  private static void write(InspectedAlert alert, JsonGenerator json) throws IOException {
    write("labels", alert.labels(), json);
    write("element", alert.element(), json);
    write(alert.owner(), json);
    json.writeObjectFieldStart("state");
    AlertState state = alert.state();
    json.writeStringField("status", state.status().wireName());
    writeTime("activeAt", state.activeAt(), json);
    writeTime("firedAt", state.firedAt(), json);
    writeTime("keepFiringSince", state.keepFiringSince(), json);
    writeTime("noDataSince", state.noDataSince(), json);
    writeTime("endedAt", state.endedAt(), json);
    writeValue(state.value(), json);
    json.writeNumberField("version", state.version());
    json.writeEndObject();
    json.writeObjectFieldStart("policy");
    AlertPolicy policy = alert.policy();
    json.writeNumberField("holdMillis", policy.hold().toMillis());
    json.writeNumberField("keepFiringMillis", policy.keepFiring().toMillis());
    json.writeStringField("noData", policy.noData().name());
    json.writeNumberField("noDataTimeoutMillis", policy.noDataTimeout().toMillis());
    json.writeEndObject();
    json.writeNumberField("intervalMillis", alert.intervalMillis());
    writeTime("lastTick", alert.lastTick(), json);
    json.writeStringField("support", Long.toUnsignedString(alert.support()));
    json.writeStringField("expression", alert.expression());
  }

  private static void write(SupportingSeries support, JsonGenerator json) throws IOException {
    write(support.owner(), json);
    json.writeStringField("leaf", support.leaf());
    json.writeStringField("bit", Long.toUnsignedString(support.bit()));
    write("series", support.series(), json);
    write("group", support.group(), json);
    writeSamples(support.newest(), json);
  }

  private static void write(InspectedRule rule, JsonGenerator json) throws IOException {
    write(rule.owner(), json);
    json.writeStringField("alertname", rule.alertName());
    json.writeNumberField("intervalMillis", rule.intervalMillis());
    json.writeArrayFieldStart("versions");
    for (InspectedRule.Version version : rule.versions()) {
      json.writeStartObject();
      writeTime("from", version.from(), json);
      json.writeStringField("version", version.version());
      json.writeStringField("expression", version.expression());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("inputs");
    for (var input : rule.inputs().entrySet()) {
      if (input.getValue() == Long.MIN_VALUE) {
        json.writeNullField(input.getKey());
      } else if (input.getValue() == Long.MAX_VALUE) {
        json.writeStringField(input.getKey(), ENDED);
      } else {
        json.writeStringField(input.getKey(), Rfc3339.format(input.getValue()));
      }
    }
    json.writeEndObject();
    InspectedRule.Counts counts = rule.counts();
    writeTime("lastTick", counts.lastTick(), json);
    json.writeNumberField("series", counts.series());
    json.writeNumberField("partitions", counts.partitions());
    json.writeNumberField("pending", counts.pending());
    json.writeNumberField("firing", counts.firing());
    json.writeNumberField("nodata", counts.noData());
    json.writeNumberField("errors", counts.errors());
    json.writeNumberField("bytes", counts.bytes());
    json.writeNumberField("busyNanos", counts.busyNanos());
  }

  private static void write(Owner owner, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("owner");
    json.writeStringField("pack", owner.pack());
    json.writeStringField("group", owner.group());
    json.writeStringField("rule", owner.rule());
    json.writeStringField("version", owner.version());
    json.writeEndObject();
  }

  private static void write(String field, Labels labels, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(field);
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringField(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
  }

  private static void writeSamples(List<SeenSample> samples, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("newest");
    for (SeenSample sample : samples) {
      json.writeStartObject();
      writeTime("time", sample.time(), json);
      writeValue(sample.value(), json);
      json.writeBooleanField("stale", sample.stale());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** JSON has no NaN and no infinity: such a value travels as Prometheus's text for it. */
  private static void writeValue(double value, JsonGenerator json) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField("value", value);
    } else {
      json.writeStringField("value", Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
    }
  }

  private static void writeTime(String field, long time, JsonGenerator json) throws IOException {
    if (time != Long.MIN_VALUE) {
      json.writeStringField(field, Rfc3339.format(time));
    }
  }
}
