package io.barograph.jobs.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was read, and what was not taken. */
final class InputSummary {
  /** So many refused parts of each file are kept with their reasons; all are counted. */
  static final int KEPT_PER_FILE = 100;

  private static final JsonFactory JSON = new JsonFactory();

  private final List<OfFile> files = new ArrayList<>();
  private long samples;
  private int series;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  private record Refused(long place, String reason, String detail) {}

  /** The counts of one file. */
  final class OfFile {
    private final SampleFile file;
    private long taken;
    private long leftOut;
    private long refused;
    private final List<Refused> kept = new ArrayList<>();

    private OfFile(SampleFile file) {
      this.file = file;
    }

    void sample(long timestamp) {
      taken++;
      samples++;
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
    }

    void leftOut() {
      leftOut++;
    }

    void refused(long place, DeadLetterReason reason, String detail) {
      refused++;
      if (kept.size() < KEPT_PER_FILE) {
        kept.add(new Refused(place, reason.wireName(), detail));
      }
    }
  }

  OfFile file(SampleFile file) {
    OfFile counts = new OfFile(file);
    files.add(counts);
    return counts;
  }

  void series(int count) {
    series = count;
  }

  long samples() {
    return samples;
  }

  /** Writes all counts as one JSON object, files in the order of their names. */
  void write(Path target) throws IOException {
    try (Writer out = Files.newBufferedWriter(target);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("samples", samples);
      json.writeNumberField("series", series);
      if (samples > 0) {
        json.writeStringField("from", Rfc3339.format(first));
        json.writeStringField("to", Rfc3339.format(last));
      }
      json.writeArrayFieldStart("files");
      files.sort(Comparator.comparing(counts -> counts.file.path().toString()));
      for (OfFile counts : files) {
        write(counts, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(OfFile counts, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", counts.file.path().toString());
    json.writeStringField("format", counts.file.format().optionName());
    json.writeNumberField("samples", counts.taken);
    json.writeNumberField("leftOut", counts.leftOut);
    json.writeNumberField("deadLetters", counts.refused);
    json.writeArrayFieldStart("firstDeadLetters");
    for (Refused refused : counts.kept) {
      json.writeStartObject();
      json.writeNumberField("line", refused.place());
      json.writeStringField("reason", refused.reason());
      json.writeStringField("detail", refused.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
