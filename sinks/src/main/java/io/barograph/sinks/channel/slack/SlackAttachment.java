package io.barograph.sinks.channel.slack;

import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The attachment of a message: Alertmanager's fields. Texts are at most 3,000 bytes. */
final class SlackAttachment implements SlackContent {
  private static final int MAX_TITLE = 1_024;
  private static final int MAX_TEXT = 3_000;
  private static final List<String> PARTS =
      List.of("pretext", "callback_id", "image_url", "thumb_url", "footer", "color");
  private static final List<String> OTHERS =
      List.of(
          "title",
          "title_link",
          "text",
          "fallback",
          "fields",
          "short_fields",
          "actions",
          "mrkdwn_in");

  private final MessageText title;
  private final MessageText titleLink;
  private final MessageText text;
  private final MessageText fallback;
  private final Map<String, MessageText> parts;
  private final List<Field> fields;
  private final List<Map<String, MessageText>> actions;
  private final List<String> markdownIn;

  private record Field(MessageText title, MessageText value, boolean isShort) {}

  private SlackAttachment(Settings settings) {
    this.title = settings.template("title", "{{ template \"slack.default.title\" . }}");
    this.titleLink =
        settings.template("title_link", "{{ template \"slack.default.titlelink\" . }}");
    this.text = settings.template("text", "{{ template \"slack.default.text\" . }}");
    this.fallback = settings.template("fallback", "{{ template \"slack.default.fallback\" . }}");
    this.parts = new LinkedHashMap<>();
    for (String part : PARTS) {
      String shipped = part.equals("color") ? "{{ template \"slack.default.color\" . }}" : "";
      parts.put(part, settings.template(part, shipped));
    }
    boolean shortFields = settings.flag("short_fields", false);
    this.fields = new ArrayList<>();
    for (Settings field : settings.each("fields")) {
      fields.add(
          new Field(
              field.template("title", ""),
              field.template("value", ""),
              field.flag("short", shortFields)));
      field.finish();
    }
    this.actions = settings.each("actions").stream().map(Settings::templates).toList();
    List<String> given = settings.texts("mrkdwn_in");
    this.markdownIn = given.isEmpty() ? List.of("fallback", "pretext", "text") : given;
  }

  static SlackAttachment of(Settings settings) {
    return new SlackAttachment(settings);
  }

  /** True if any of its fields is there; all of them are known from now on. */
  static boolean isConfigured(Settings settings) {
    return Stream.concat(PARTS.stream(), OTHERS.stream())
        .map(settings::has)
        .reduce(false, Boolean::logicalOr);
  }

  /** The fallback is it. */
  @Override
  public String announcement(Message message) {
    return "";
  }

  @Override
  public Map<String, Object> toJson(Message message) throws ExpansionException {
    Map<String, Object> attachment =
        Json.object(
            "title", Message.cut(message.text(title), MAX_TITLE),
            "title_link", message.text(titleLink),
            "text", message.text(text, MAX_TEXT),
            "fallback", Message.cut(message.text(fallback), MAX_TITLE));
    for (Map.Entry<String, MessageText> part : parts.entrySet()) {
      String value = message.text(part.getValue());
      if (!value.isEmpty()) {
        attachment.put(part.getKey(), value);
      }
    }
    if (!fields.isEmpty()) {
      attachment.put("fields", fields(message));
    }
    if (!actions.isEmpty()) {
      attachment.put("actions", actions(message));
    }
    attachment.put("mrkdwn_in", markdownIn);
    return attachment;
  }

  private List<Object> fields(Message message) throws ExpansionException {
    List<Object> told = new ArrayList<>();
    for (Field field : fields) {
      told.add(
          Json.object(
              "title", message.text(field.title()),
              "value", message.text(field.value()),
              "short", field.isShort()));
    }
    return told;
  }

  private List<Object> actions(Message message) throws ExpansionException {
    List<Object> told = new ArrayList<>();
    for (Map<String, MessageText> action : actions) {
      Map<String, Object> fields = Json.object();
      for (Map.Entry<String, MessageText> field : action.entrySet()) {
        fields.put(field.getKey(), message.text(field.getValue()));
      }
      told.add(fields);
    }
    return told;
  }
}
