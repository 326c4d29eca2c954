package io.barograph.sinks.channel;

import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The channels of receivers. */
public final class Channels {
  private Channels() {}

  /** The types of channels that are known, in ascending order. */
  public static List<String> types() {
    return List.copyOf(factories().keySet());
  }

  /**
   * New channels for what a receiver names, in its order; the caller closes them.
   *
   * @throws ChannelException if a type is not known or settings are no good; nothing is left open
   */
  public static List<NamedChannel> create(ReceiverConfig receiver, ChannelContext context) {
    SortedMap<String, ChannelFactory> factories = factories();
    List<NamedChannel> channels = new ArrayList<>();
    try {
      for (IntegrationConfig integration : receiver.integrations()) {
        Channel channel = factory(factories, integration).create(integration, context);
        channels.add(new NamedChannel(integration.name(), integration.sendResolved(), channel));
      }
    } catch (ChannelException wrong) {
      channels.forEach(made -> made.channel().close());
      throw wrong.inReceiver(receiver.name());
    }
    return channels;
  }

  private static ChannelFactory factory(
      SortedMap<String, ChannelFactory> factories, IntegrationConfig integration) {
    ChannelFactory factory = factories.get(integration.type());
    if (factory == null) {
      throw new ChannelException(
          "%s_configs: no such channel; known are %s"
              .formatted(integration.type(), String.join(", ", factories.keySet())));
    }
    return factory;
  }

  private static SortedMap<String, ChannelFactory> factories() {
    SortedMap<String, ChannelFactory> factories = new TreeMap<>();
    ClassLoader loader = Channels.class.getClassLoader();
    for (ChannelFactory factory : ServiceLoader.load(ChannelFactory.class, loader)) {
      factories.put(factory.type(), factory);
    }
    return factories;
  }
}
