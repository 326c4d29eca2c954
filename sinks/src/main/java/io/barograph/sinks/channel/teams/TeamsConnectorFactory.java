package io.barograph.sinks.channel.teams;

import io.barograph.core.route.IntegrationConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Settings;

/** Makes channels of {@code msteams_configs}: message cards through connectors. */
public final class TeamsConnectorFactory implements ChannelFactory {
  @Override
  public String type() {
    return "msteams";
  }

  @Override
  public Channel create(IntegrationConfig integration, ChannelContext context) {
    Settings settings = Settings.of(integration, context);
    Channel channel = new TeamsChannel(settings, context, false);
    settings.finish();
    return channel;
  }
}
