package io.barograph.jobs.rules;

import io.barograph.promql.rules.PackText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is published in a simulation: a topic in memory, which outlives crashes. */
final class SimulatedFeed implements AutoCloseable {
  private static final Map<Integer, SimulatedFeed> ALL = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int id = NUMBERS.incrementAndGet();
  private final List<Publication> published = new ArrayList<>();
  private final Map<Long, Decision> decisions = new HashMap<>();

  SimulatedFeed() {
    ALL.put(id, this);
  }

  /** The source travels by number. */
  private record Source(int id) implements RuleFeed.Source {
    @Override
    public RuleFeed open() {
      return new Reader(ALL.get(id));
    }
  }

  RuleFeed.Source source() {
    return new Source(id);
  }

  void publish(
      long publishedAt, long effectiveFrom, String pack, PackText text, Optional<PackText> shadow) {
    long number = published.size() + 1L;
    published.add(
        new Publication(
            number, pack, publishedAt, effectiveFrom, false, Optional.ofNullable(text), shadow));
  }

  /** Decides on the newest publication beforehand. */
  void decide(long tick) {
    Publication newest = published.get(published.size() - 1);
    decisions.put(newest.number(), new Decision(newest, tick, Long.MIN_VALUE, ""));
  }

  /** What was made of the publications that were taken, in the order in which they take effect. */
  List<Decision> taken() {
    return decisions.values().stream()
        .filter(decision -> !decision.isRefused())
        .sorted(
            Comparator.comparingLong(Decision::effectiveFrom)
                .thenComparingLong(decision -> decision.publication().number()))
        .toList();
  }

  List<Decision> refused() {
    return decisions.values().stream().filter(Decision::isRefused).toList();
  }

  @Override
  public void close() {
    ALL.remove(id);
  }

  private static final class Reader implements RuleFeed {
    private final SimulatedFeed feed;
    private int read;

    Reader(SimulatedFeed feed) {
      this.feed = feed;
    }

    @Override
    public List<Publication> poll() {
      List<Publication> news = List.copyOf(feed.published.subList(read, feed.published.size()));
      read = feed.published.size();
      return news;
    }

    @Override
    public Optional<Decision> decided(Publication publication) {
      return Optional.ofNullable(feed.decisions.get(publication.number()));
    }

    @Override
    public void keep(Decision decision) {
      feed.decisions.put(decision.publication().number(), decision);
    }

    @Override
    public void close() {}
  }
}
