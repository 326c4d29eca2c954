package io.barograph.jobs.delivery;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A channel that answers when a test says so: {@code scripted_configs} with a {@code name}. Those
 * of one name are one robot, whoever opened them.
 */
public final class ScriptedChannel implements Channel {
  private static final Map<String, ScriptedChannel> ROBOTS = new ConcurrentHashMap<>();

  private final List<Notification> asked = new ArrayList<>();
  private final ArrayDeque<CompletableFuture<DeliveryOutcome>> open = new ArrayDeque<>();

  /** Makes them. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "scripted";
    }

    @Override
    public Channel create(IntegrationConfig settings, ChannelContext context) {
      return robot((String) settings.settings().get("name"));
    }
  }

  static ScriptedChannel robot(String name) {
    return ROBOTS.computeIfAbsent(name, any -> new ScriptedChannel());
  }

  static void forgetAll() {
    ROBOTS.clear();
  }

  @Override
  public synchronized CompletableFuture<DeliveryOutcome> send(Notification notification) {
    asked.add(notification);
    CompletableFuture<DeliveryOutcome> answer = new CompletableFuture<>();
    open.addLast(answer);
    return answer;
  }

  /** The ids of what it was asked to tell. */
  synchronized List<String> asked() {
    return asked.stream().map(Notification::id).toList();
  }

  /** The last that it was asked to tell. */
  synchronized Notification last() {
    return asked.get(asked.size() - 1);
  }

  /** Answers the first of the attempts that wait. */
  void answer(DeliveryOutcome outcome) {
    CompletableFuture<DeliveryOutcome> first;
    synchronized (this) {
      first = open.removeFirst();
    }
    first.complete(outcome);
  }

  @Override
  public RateLimit limit() {
    return RateLimit.NONE;
  }

  @Override
  public void close() {}
}
