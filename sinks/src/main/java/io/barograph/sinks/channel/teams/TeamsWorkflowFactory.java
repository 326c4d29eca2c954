package io.barograph.sinks.channel.teams;

import io.barograph.core.route.IntegrationConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Settings;

/** Makes channels of {@code msteamsv2_configs}: adaptive cards through workflows. */
public final class TeamsWorkflowFactory implements ChannelFactory {
  @Override
  public String type() {
    return "msteamsv2";
  }

  @Override
  public Channel create(IntegrationConfig integration, ChannelContext context) {
    Settings settings = Settings.of(integration, context);
    Channel channel = new TeamsChannel(settings, context, true);
    settings.finish();
    return channel;
  }
}
