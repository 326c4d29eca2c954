package io.barograph.jobs.delivery;

import io.barograph.core.delivery.ChannelBook;
import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.delivery.ReceiverBook;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.NamedChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** A receiver's channels, open, and its book. Not thread-safe. */
final class OpenReceiver {
  private final String name;
  private final DeliveryPolicy policy;
  private final RateLimit cap;
  private final Map<String, NamedChannel> channels = new LinkedHashMap<>();
  private final ReceiverBook book;

  /** Opens the channels of a receiver, which is known to the plan or has none. */
  OpenReceiver(
      ReceiverConfig config, ChannelContext context, DeliveryPlan plan, ChannelBook.Outlet outlet) {
    this.name = config.name();
    this.policy = plan.policy();
    this.cap = plan.capOf(name);
    Channels.create(config, context).forEach(channel -> channels.put(channel.name(), channel));
    this.book = new ReceiverBook(channels.keySet().stream().toList(), outlet, this::bookOf);
  }

  private ChannelBook bookOf(String channel, ChannelBook.Outlet outlet) {
    NamedChannel named = channels.get(channel);
    RateLimit limit = named == null ? RateLimit.NONE : named.channel().limit();
    boolean wantsResolved = named == null || named.sendResolved();
    return new ChannelBook(name, channel, wantsResolved, limit, policy, outlet).cappedAt(cap);
  }

  ReceiverBook book() {
    return book;
  }

  Map<String, NamedChannel> channels() {
    return channels;
  }

  void close() {
    channels.values().forEach(channel -> channel.channel().close());
  }
}
