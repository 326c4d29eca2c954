package io.barograph.core.template;

import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Templates by name for the messages of channels, in the language and with the data of
 * Alertmanager's. Immutable and thread-safe.
 */
public final class MessageTexts {
  /** No templates. */
  public static final MessageTexts NONE = new MessageTexts(Map.of(), Map.of());

  private final Map<String, Node.Sequence> templates;
  private final Map<String, Program.Source> sources;

  private MessageTexts(Map<String, Node.Sequence> templates, Map<String, Program.Source> sources) {
    this.templates = Map.copyOf(templates);
    this.sources = Map.copyOf(sources);
  }

  /**
   * These and what a file defines, which replaces templates of the same name.
   *
   * @param name the file's name, for messages
   * @throws TemplateException if the text is no template
   */
  public MessageTexts with(String name, String text) throws TemplateException {
    Map<String, Node.Sequence> more = new HashMap<>(templates);
    Map<String, Program.Source> moreSources = new HashMap<>(sources);
    for (Map.Entry<String, Node.Sequence> defined : parse(name, text).entrySet()) {
      if (!defined.getValue().isBlank() || !more.containsKey(defined.getKey())) {
        more.put(defined.getKey(), defined.getValue());
        moreSources.put(defined.getKey(), new Program.Source(name, text));
      }
    }
    return new MessageTexts(more, moreSources);
  }

  private static Map<String, Node.Sequence> parse(String name, String text)
      throws TemplateException {
    TemplateParser.Parsed parsed = TemplateParser.parse(name, text, TemplateFunctions.MESSAGES);
    if (parsed.unknownVariable().isPresent()) {
      throw parsed.unknownVariable().get();
    }
    return parsed.templates();
  }

  /**
   * A text that may use these templates.
   *
   * @param name what it is, for messages
   * @throws TemplateException if the text is no template
   */
  public MessageText text(String name, String text) throws TemplateException {
    Map<String, Node.Sequence> all = new HashMap<>(templates);
    Map<String, Program.Source> known = new HashMap<>(sources);
    all.putAll(parse(name, text));
    known.remove(name);
    return new MessageText(name, text, all, known);
  }

  /** A text of a message. Immutable and thread-safe. */
  public static final class MessageText {
    private final Program plain;
    private final Program html;

    private MessageText(
        String name,
        String text,
        Map<String, Node.Sequence> templates,
        Map<String, Program.Source> sources) {
      Program.Source main = new Program.Source(name, text);
      this.plain = new Program(name, templates, sources, TemplateFunctions.MESSAGES, false, main);
      this.html = new Program(name, templates, sources, TemplateFunctions.MESSAGES, true, main);
    }

    /**
     * The text for a notification.
     *
     * @throws ExpansionException if an action fails
     */
    public String expand(Notification notification, MessageScope scope) throws ExpansionException {
      return expand(plain, notification, scope);
    }

    /**
     * The text as HTML: what actions write is escaped, unless {@code safeHtml} says otherwise.
     *
     * @throws ExpansionException if an action fails
     */
    public String expandHtml(Notification notification, MessageScope scope)
        throws ExpansionException {
      return expand(html, notification, scope);
    }

    private static String expand(Program program, Notification notification, MessageScope scope)
        throws ExpansionException {
      TemplateData data =
          new TemplateData(
              Labels.EMPTY,
              0,
              Labels.EMPTY,
              scope.externalUrl(),
              OptionalLong.of(notification.at()),
              Optional.empty());
      return new Interpreter(program, data).expand(MessageValues.of(notification, scope));
    }
  }
}
