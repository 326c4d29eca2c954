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
import java.util.SortedSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What was read, and what was not taken. */
final class InputSummary {
  /** So many refused parts of each file are kept with their reasons; all are counted. */
  static final int KEPT_PER_FILE = 100;

  private static final JsonFactory JSON = new JsonFactory();

  private final List<OfFile> files = new ArrayList<>();
  private int series;

  private record Refused(long place, String reason, String detail) {}

  /** The counts of one file. */
  static final class OfFile {
    private final SampleFile file;
    private final List<OfPart> parts = new ArrayList<>();

    private OfFile(SampleFile file) {
      this.file = file;
    }

    /**
     * The next part of the file.
     *
     * @param headPlaces the places at its beginning that are not its own
     */
    OfPart part(int headPlaces) {
      OfPart part = new OfPart(headPlaces);
      parts.add(part);
      return part;
    }

    private long sum(ToLongFunction<OfPart> count) {
      return parts.stream().mapToLong(count).sum();
    }

    /** The first refusals, by their places in the file. */
    private List<Refused> kept() {
      List<Refused> kept = new ArrayList<>();
      long before = 0;
      for (OfPart part : parts) {
        for (Refused own : part.kept) {
          if (kept.size() < KEPT_PER_FILE) {
            kept.add(new Refused(before + own.place(), own.reason(), own.detail()));
          }
        }
        before += part.places;
      }
      return kept;
    }
  }

  /** The counts of a part of a file. For one thread. */
  static final class OfPart {
    private final int headPlaces;
    private long taken;
    private long leftOut;
    private long refused;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long places;
    private final List<Refused> kept = new ArrayList<>();

    private OfPart(int headPlaces) {
      this.headPlaces = headPlaces;
    }

    void sample(long timestamp) {
      taken++;
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
    }

    void leftOut() {
      leftOut++;
    }

    void refused(long place, DeadLetterReason reason, String detail) {
      if (place <= headPlaces) {
        return; // the first part tells it
      }
      refused++;
      if (kept.size() < KEPT_PER_FILE) {
        kept.add(new Refused(place - headPlaces, reason.wireName(), detail));
      }
    }

    /** The part is at its end, and had so many places. */
    void ends(long count) {
      places = count - headPlaces;
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

  /** The last event time of all, milliseconds; the least there is if nothing was taken. */
  long last() {
    return parts().mapToLong(part -> part.last).max().orElse(Long.MIN_VALUE);
  }

  /**
   * Writes all counts as one JSON object, files in the order of their names.
   *
   * @param leftOutRules the names of rules that are not run
   */
  void write(Path target, SortedSet<String> leftOutRules) throws IOException {
    long samples = files.stream().mapToLong(file -> file.sum(part -> part.taken)).sum();
    try (Writer out = Files.newBufferedWriter(target);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("samples", samples);
      json.writeNumberField("series", series);
      if (samples > 0) {
        json.writeStringField(
            "from", Rfc3339.format(parts().mapToLong(part -> part.first).min().orElseThrow()));
        json.writeStringField("to", Rfc3339.format(last()));
      }
      json.writeArrayFieldStart("leftOutRules");
      for (String name : leftOutRules) {
        json.writeString(name);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("files");
      files.sort(Comparator.comparing(counts -> counts.file.path().toString()));
      for (OfFile counts : files) {
        write(counts, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private Stream<OfPart> parts() {
    return files.stream().flatMap(file -> file.parts.stream());
  }

  private static void write(OfFile counts, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", counts.file.path().toString());
    json.writeStringField("format", counts.file.format().optionName());
    json.writeNumberField("samples", counts.sum(part -> part.taken));
    json.writeNumberField("leftOut", counts.sum(part -> part.leftOut));
    json.writeNumberField("deadLetters", counts.sum(part -> part.refused));
    json.writeArrayFieldStart("firstDeadLetters");
    for (Refused refused : counts.kept()) {
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
