package io.barograph.sinks.channel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Attempts that have not ended, so that closing a channel can end them. Thread-safe. */
public final class UnderWay<T> {
  private final AtomicLong next = new AtomicLong();
  private final Map<Long, CompletableFuture<T>> futures = new ConcurrentHashMap<>();

  /** Keeps a future until it ends. */
  public CompletableFuture<T> add(CompletableFuture<T> future) {
    long number = next.getAndIncrement();
    futures.put(number, future);
    return future.whenComplete((done, failed) -> futures.remove(number));
  }

  /** Ends what has not ended. */
  public void end(Consumer<CompletableFuture<T>> how) {
    futures.values().forEach(how);
  }
}
