package io.barograph.sinks.channel.teams;

import io.barograph.sinks.channel.ChannelContract;
import java.util.List;
import java.util.Map;

class TeamsWorkflowTest extends ChannelContract {
  @Override
  protected String type() {
    return "msteamsv2";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(Map.entry("webhook_url", url + "/webhookb2/teams-hook-secret"));
  }

  @Override
  protected String accepted() {
    return "";
  }

  @Override
  protected String refusal() {
    return "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId x";
  }

  @Override
  protected String tooMany() {
    return "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x";
  }

  @Override
  protected List<String> secrets() {
    return List.of("teams-hook-secret");
  }

  @Override
  protected String required() {
    return "webhook_url";
  }
}
