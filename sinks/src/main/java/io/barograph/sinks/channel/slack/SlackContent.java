package io.barograph.sinks.channel.slack;

import io.barograph.core.template.ExpansionException;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import java.util.Map;

/** What a message shows. */
interface SlackContent {
  /** Alertmanager's attachment if any of its fields is configured, else blocks. */
  static SlackContent of(Settings settings) {
    return SlackAttachment.isConfigured(settings)
        ? SlackAttachment.of(settings)
        : SlackBlocks.of(settings);
  }

  /** The line by which clients announce it, or the empty text. */
  String announcement(Message message) throws ExpansionException;

  /** The attachment. */
  Map<String, Object> toJson(Message message) throws ExpansionException;
}
