package io.barograph.sinks.channel;

import io.barograph.core.template.MessageTexts;
import io.barograph.core.template.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

/**
 * The texts by which people are told: those that ship, and those that replace them.
 *
 * @param language the language of what ships
 * @param zone in which times are told
 * @param texts the templates by name
 */
public record MessageTemplates(Language language, ZoneId zone, MessageTexts texts) {
  /**
   * The templates that ship in a language, and files that define more or define them anew.
   *
   * @param zone in which times are told
   * @throws ChannelException if a file is no template
   */
  public static MessageTemplates of(Language language, ZoneId zone, List<TemplateFile> files) {
    MessageTexts texts = MessageTexts.NONE;
    try {
      for (String shipped : List.of(language.code(), "layout")) {
        texts = texts.with(shipped + ".tmpl", shipped(shipped + ".tmpl"));
      }
      for (TemplateFile file : files) {
        texts = texts.with(file.name(), file.text());
      }
    } catch (TemplateException invalid) {
      throw new ChannelException("templates: " + invalid.getMessage());
    }
    return new MessageTemplates(language, zone, texts);
  }

  private static String shipped(String name) {
    try (InputStream resource = MessageTemplates.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
