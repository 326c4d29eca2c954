package io.barograph.sinks.channel;

import io.barograph.core.notify.Notification;
import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageScope;
import io.barograph.core.template.MessageTexts.MessageText;
import java.nio.charset.StandardCharsets;

/**
 * A notification in the words of one channel. A text that is too long tells fewer alerts and counts
 * the rest; if that does not help it is cut.
 */
public final class Message {
  /** How many alerts are told one by one, at first and when that is too long. */
  private static final int[] SHOWN = {10, 5, 3, 2, 1};

  private final Notification notification;
  private final MessageTemplates templates;
  private final String externalUrl;
  private final boolean hasThreads;

  private Message(Notification notification, ChannelContext context, boolean hasThreads) {
    this.notification = notification;
    this.templates = context.templates();
    this.externalUrl = context.externalUrl();
    this.hasThreads = hasThreads;
  }

  /**
   * A message for a channel.
   *
   * @param hasThreads true if the channel keeps together what belongs to one group; otherwise
   *     titles carry the incident's id
   */
  public static Message of(Notification notification, ChannelContext context, boolean hasThreads) {
    return new Message(notification, context, hasThreads);
  }

  /** The notification. */
  public Notification notification() {
    return notification;
  }

  /**
   * A text.
   *
   * @throws ExpansionException if an action fails
   */
  public String text(MessageText text) throws ExpansionException {
    return text.expand(notification, scope(SHOWN[0]));
  }

  /**
   * A text as HTML.
   *
   * @throws ExpansionException if an action fails
   */
  public String html(MessageText text) throws ExpansionException {
    return text.expandHtml(notification, scope(SHOWN[0]));
  }

  /**
   * A text of at most so many bytes of UTF-8, quoted as JSON.
   *
   * @throws ExpansionException if an action fails
   */
  public String text(MessageText text, int maxBytes) throws ExpansionException {
    String told = "";
    for (int shown : SHOWN) {
      told = text.expand(notification, scope(shown));
      if (quotedBytes(told) <= maxBytes) {
        return told;
      }
    }
    int room = maxBytes;
    String cut = cut(told, room);
    while (quotedBytes(cut) > maxBytes && room > 0) {
      room -= quotedBytes(cut) - maxBytes;
      cut = cut(told, room);
    }
    return cut;
  }

  private static int quotedBytes(String text) {
    return bytes(Json.of(text)) - 2;
  }

  private MessageScope scope(int shown) {
    return new MessageScope(externalUrl, templates.zone(), hasThreads, shown);
  }

  /** How many bytes of UTF-8 a text has. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The text, or its beginning and how many bytes were left off. */
  public static String cut(String text, int maxBytes) {
    int length = bytes(text);
    if (length <= maxBytes) {
      return text;
    }
    String note = "… (+%d B)".formatted(length - maxBytes);
    int room = Math.max(0, maxBytes - bytes(note) - 4);
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String character = Character.toString(text.codePointAt(i));
      used += bytes(character);
      if (used > room) {
        break;
      }
      kept.append(character);
    }
    return kept.append("… (+%d B)".formatted(length - bytes(kept.toString()))).toString();
  }
}
