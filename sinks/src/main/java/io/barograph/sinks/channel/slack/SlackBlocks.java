package io.barograph.sinks.channel.slack;

import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/*
 * Headers are plain texts of at most 150 characters, sections of at most 3,000; blocks in an
 * attachment have its color beside them: https://docs.slack.dev/reference/block-kit/blocks,
 * https://docs.slack.dev/messaging/formatting-message-text
 */
/** Blocks: the title, the alerts, and where all of them can be looked at. */
final class SlackBlocks implements SlackContent {
  private static final int MAX_HEADER = 150;
  private static final int MAX_SECTION = 3_000;

  private final MessageText title;
  private final MessageText text;
  private final MessageText link;
  private final MessageText linkText;
  private final MessageText color;

  private SlackBlocks(Settings settings) {
    this.title = settings.template("title", "{{ template \"slack.default.title\" . }}");
    this.text = settings.template("text", "{{ template \"slack.default.text\" . }}");
    this.link = settings.template("title_link", "{{ template \"slack.default.titlelink\" . }}");
    this.linkText = settings.template("footer", "{{ template \"word.overview\" }}");
    this.color = settings.template("color", "{{ template \"slack.default.color\" . }}");
  }

  static SlackBlocks of(Settings settings) {
    return new SlackBlocks(settings);
  }

  @Override
  public String announcement(Message message) throws ExpansionException {
    String plain = Message.cut(message.text(title), MAX_HEADER);
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public Map<String, Object> toJson(Message message) throws ExpansionException {
    List<Object> blocks = new ArrayList<>();
    Map<String, Object> head =
        Json.object("type", "plain_text", "text", Message.cut(message.text(title), MAX_HEADER));
    blocks.add(Json.object("type", "header", "text", head));
    blocks.add(Json.object("type", "section", "text", markdown(message.text(text, MAX_SECTION))));
    String address = message.text(link);
    if (!address.isEmpty()) {
      String shown = "<%s|%s>".formatted(address, message.text(linkText));
      blocks.add(Json.object("type", "context", "elements", List.of(markdown(shown))));
    }
    return Json.object("color", message.text(color), "blocks", blocks);
  }

  private static Map<String, Object> markdown(String text) {
    return Json.object("type", "mrkdwn", "text", text);
  }
}
