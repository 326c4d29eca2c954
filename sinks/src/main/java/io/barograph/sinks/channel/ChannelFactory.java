package io.barograph.sinks.channel;

import io.barograph.core.route.IntegrationConfig;

/** Makes channels of one type; found by {@link java.util.ServiceLoader}. Stateless. */
public interface ChannelFactory {
  /** The key in a receiver without {@code _configs}, such as {@code webhook}. */
  String type();

  /**
   * A new channel; the caller closes it. Nothing is sent.
   *
   * @throws ChannelException if the settings are no good; it names the integration, the field and
   *     the remedy
   */
  Channel create(IntegrationConfig settings, ChannelContext context);
}
