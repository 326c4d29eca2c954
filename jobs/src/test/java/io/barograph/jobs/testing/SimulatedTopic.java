package io.barograph.jobs.testing;

import io.barograph.jobs.example.NewestVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A topic of versions, written at least once, and a reader of it that drops what is not newer than
 * what it saw.
 *
 * <p>What a sink has not flushed when everything crashes is lost, all of it or its end.
 */
public final class SimulatedTopic<T> {
  private final Function<T, String> id;
  private final ToIntFunction<T> version;
  private final Random random;
  private final Map<String, List<T>> buffers = new HashMap<>();
  private final List<T> told = new ArrayList<>();
  private final NewestVersions versions = new NewestVersions();
  private final List<T> seen = new ArrayList<>();

  /**
   * An empty topic.
   *
   * @param id what versions are of
   * @param version grows with each
   */
  public SimulatedTopic(Function<T, String> id, ToIntFunction<T> version, Random random) {
    this.id = id;
    this.version = version;
    this.random = random;
  }

  /** Takes what a sink gives, and writes it now or later. */
  public void tell(String sink, T one) {
    buffers.computeIfAbsent(sink, any -> new ArrayList<>()).add(one);
    if (random.nextInt(3) == 0) {
      flush(sink);
    }
  }

  /** Writes what a sink has given. */
  public void flush(String sink) {
    List<T> buffer = buffers.remove(sink);
    if (buffer != null) {
      buffer.forEach(this::write);
    }
  }

  public void flushAll() {
    List.copyOf(buffers.keySet()).forEach(this::flush);
  }

  public void crash() {
    for (List<T> buffer : buffers.values()) {
      buffer.subList(0, random.nextInt(buffer.size() + 1)).forEach(this::write);
    }
    buffers.clear();
  }

  private void write(T one) {
    told.add(one);
    if (versions.isNews(id.apply(one), version.applyAsInt(one))) {
      seen.add(one);
    }
  }

  /** Every record, again after crashes. */
  public List<T> told() {
    return told;
  }

  /** What the reader took, in order. */
  public List<T> seen() {
    return seen;
  }
}
