package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.TimeInterval.MinuteSpan;
import io.barograph.core.route.TimeInterval.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Silences as bytes, in the format of {@link SilenceBook}. */
public final class SilenceCodec {
  private SilenceCodec() {}

  /** Reads one part of a list. */
  private interface Part<T> {
    T read(DataInput in) throws IOException;
  }

  /** Writes all of it. */
  public static void write(Silence silence, DataOutput out) throws IOException {
    out.writeUTF(silence.id());
    out.writeInt(silence.matchers().size());
    for (LabelMatcher matcher : silence.matchers()) {
      out.writeUTF(matcher.type().symbol());
      out.writeUTF(matcher.name());
      out.writeUTF(matcher.value());
    }
    out.writeLong(silence.startsAt());
    out.writeLong(silence.endsAt());
    out.writeUTF(silence.createdBy());
    out.writeUTF(silence.comment());
    out.writeInt(silence.annotations().size());
    for (Map.Entry<String, String> annotation : silence.annotations().entrySet()) {
      out.writeUTF(annotation.getKey());
      out.writeUTF(annotation.getValue());
    }
    out.writeLong(silence.updatedAt());
    out.writeInt(silence.recurrence().size());
    for (TimeInterval interval : silence.recurrence()) {
      write(interval, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Silence read(DataInput in) throws IOException {
    String id = in.readUTF();
    List<LabelMatcher> matchers = list(in, SilenceCodec::matcher);
    long startsAt = in.readLong();
    long endsAt = in.readLong();
    String createdBy = in.readUTF();
    String comment = in.readUTF();
    SortedMap<String, String> annotations = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      String name = in.readUTF();
      annotations.put(name, in.readUTF());
    }
    long updatedAt = in.readLong();
    List<TimeInterval> recurrence = list(in, SilenceCodec::interval);
    return new Silence(
        id, matchers, startsAt, endsAt, createdBy, comment, annotations, updatedAt, recurrence);
  }

  private static LabelMatcher matcher(DataInput in) throws IOException {
    String symbol = in.readUTF();
    for (LabelMatcher.Type type : LabelMatcher.Type.values()) {
      if (type.symbol().equals(symbol)) {
        String name = in.readUTF();
        return LabelMatcher.of(type, name, in.readUTF());
      }
    }
    throw new IOException("a matcher with \"%s\" is not known".formatted(symbol));
  }

  private static void write(TimeInterval interval, DataOutput out) throws IOException {
    out.writeInt(interval.times().size());
    for (MinuteSpan span : interval.times()) {
      out.writeInt(span.begin());
      out.writeInt(span.end());
    }
    write(interval.weekdays(), out);
    write(interval.daysOfMonth(), out);
    write(interval.months(), out);
    write(interval.years(), out);
    out.writeUTF(interval.zone().getId());
  }

  private static void write(List<Span> spans, DataOutput out) throws IOException {
    out.writeInt(spans.size());
    for (Span span : spans) {
      out.writeInt(span.begin());
      out.writeInt(span.end());
    }
  }

  private static TimeInterval interval(DataInput in) throws IOException {
    List<MinuteSpan> times = list(in, from -> new MinuteSpan(from.readInt(), from.readInt()));
    List<Span> weekdays = list(in, SilenceCodec::span);
    List<Span> daysOfMonth = list(in, SilenceCodec::span);
    List<Span> months = list(in, SilenceCodec::span);
    List<Span> years = list(in, SilenceCodec::span);
    return new TimeInterval(times, weekdays, daysOfMonth, months, years, ZoneId.of(in.readUTF()));
  }

  private static Span span(DataInput in) throws IOException {
    return new Span(in.readInt(), in.readInt());
  }

  private static <T> List<T> list(DataInput in, Part<T> part) throws IOException {
    List<T> parts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      parts.add(part.read(in));
    }
    return parts;
  }
}
