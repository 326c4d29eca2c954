package io.barograph.jobs.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.formats.text.Rfc3339;
import io.barograph.jobs.source.TopicRange;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/** What was read from topics, and what was not taken: the same document as that of files. */
final class TopicSummary {
  private static final JsonFactory JSON = new JsonFactory();

  private final Duration warmUp;
  private final String clockTopic;
  private final List<OfTopic> topics = new ArrayList<>();

  private record OfTopic(TopicRange range, String format, TopicCounts counts) {}

  /**
   * A summary of no topic yet.
   *
   * @param warmUp for how long before the range topics are read
   * @param clockTopic where the advances of their clocks are recorded
   */
  TopicSummary(Duration warmUp, String clockTopic) {
    this.warmUp = warmUp;
    this.clockTopic = clockTopic;
  }

  void add(TopicRange range, String format, TopicCounts counts) {
    topics.add(new OfTopic(range, format, counts));
  }

  /**
   * Writes all of it as one JSON object.
   *
   * @param leftOutRules the names of rules that are not run
   */
  void write(Path target, SortedSet<String> leftOutRules) throws IOException {
    TopicCounts all = new TopicCounts(FileDelivery.Times.ALL);
    topics.forEach(topic -> all.add(topic.counts()));
    try (Writer out = Files.newBufferedWriter(target);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeBooleanField("fromTopics", true);
      json.writeNumberField("samples", all.samples());
      json.writeNumberField("series", all.series());
      if (all.samples() + all.logs() > 0) {
        json.writeStringField("from", Rfc3339.format(all.first()));
        json.writeStringField("to", Rfc3339.format(all.last()));
      }
      strings("leftOutRules", leftOutRules, json);
      strings("notes", notes(all), json);
      json.writeArrayFieldStart("files");
      for (OfTopic topic : topics) {
        write(topic, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void strings(String field, Iterable<String> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void write(OfTopic topic, JsonGenerator json) throws IOException {
    TopicCounts counts = topic.counts();
    json.writeStartObject();
    json.writeStringField("file", topic.range().topic());
    json.writeStringField("format", topic.format());
    json.writeNumberField("samples", counts.samples());
    json.writeNumberField("logs", counts.logs());
    json.writeNumberField("leftOut", counts.later());
    json.writeNumberField("deadLetters", counts.deadLetters());
    json.writeArrayFieldStart("firstDeadLetters");
    for (TopicCounts.Refused refused : counts.refused()) {
      json.writeStartObject();
      json.writeNumberField("partition", refused.partition());
      json.writeNumberField("offset", refused.offset());
      json.writeStringField("reason", refused.reason());
      json.writeStringField("detail", refused.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private List<String> notes(TopicCounts all) {
    List<String> notes = new ArrayList<>();
    notes.add(
        text(
            "%,d samples and log records of %d s before --from were read too, so that the first ticks are right",
            all.earlier(), warmUp.toSeconds()));
    List<String> cutOff =
        topics.stream()
            .filter(topic -> topic.range().isCutOff())
            .map(topic -> topic.range().topic())
            .toList();
    if (!cutOff.isEmpty()) {
      notes.add(
          text(
              "older records of %s are gone: the first ticks may lack some; choose a later --from",
              String.join(", ", cutOff)));
    }
    long advances = topics.stream().mapToLong(topic -> topic.range().advances()).sum();
    notes.add(
        advances > 0
            ? text("at %,d offsets the clock went on as %s has it", advances, clockTopic)
            : text(
                "%s has no advance of the clock for this range: what came late after a silence counts as on time",
                clockTopic));
    if (all.late() > 0) {
      notes.add(text("%,d samples and log records came behind the clock", all.late()));
    }
    if (all.logs() > 0) {
      notes.add(text("%,d log records were read for what is derived from them", all.logs()));
    }
    return notes;
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
