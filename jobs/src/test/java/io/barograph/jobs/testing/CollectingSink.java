package io.barograph.jobs.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Hands what a job in this process tells to the test, with the wall time at which it came. */
public final class CollectingSink<T> implements Sink<T> {
  private static final Map<String, List<Seen<?>>> SEEN = new ConcurrentHashMap<>();

  private final String name;

  /** A sink whose records are found under {@code name}. */
  public CollectingSink(String name) {
    this.name = name;
  }

  /**
   * A record and when it came.
   *
   * @param at wall time in milliseconds
   */
  public record Seen<T>(T record, long at) {}

  /** What has come to the sink of that name so far. */
  @SuppressWarnings("unchecked")
  public static <T> List<Seen<T>> seen(String name) {
    return (List<Seen<T>>) (List<?>) SEEN.getOrDefault(name, List.of());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    List<Seen<?>> seen = SEEN.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>());
    return new SinkWriter<>() {
      @Override
      public void write(T record, Context writing) {
        seen.add(new Seen<>(record, System.currentTimeMillis()));
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
