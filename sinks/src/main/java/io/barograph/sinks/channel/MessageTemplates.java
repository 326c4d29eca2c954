package io.barograph.sinks.channel;

import java.time.ZoneId;
import java.util.List;

/** The texts by which people are told: those that ship, and those that replace them. */
public final class MessageTemplates {
  private final Language language;
  private final ZoneId zone;
  private final List<TemplateFile> files;

  private MessageTemplates(Language language, ZoneId zone, List<TemplateFile> files) {
    this.language = language;
    this.zone = zone;
    this.files = List.copyOf(files);
  }

  /**
   * The templates that ship in a language, and files that define more or define them anew.
   *
   * @param zone in which times are told
   * @throws ChannelException if a file is no template
   */
  public static MessageTemplates of(Language language, ZoneId zone, List<TemplateFile> files) {
    return new MessageTemplates(language, zone, files);
  }

  /** The language of what ships. */
  public Language language() {
    return language;
  }
}
