package io.barograph.core.template;

import java.util.Optional;
import java.util.SortedSet;

/**
 * A text with actions in double braces, in the language of Go's text/template with the functions of
 * Prometheus.
 *
 * <p>{@code $labels}, {@code $externalLabels}, {@code $externalURL} and {@code $value} are declared
 * before the text; a map answers the empty text for a label that is missing. A variable that is
 * nowhere declared is an error of the expansion, not of the text. An expansion is bounded in steps,
 * depth and length. Immutable and thread-safe.
 */
public final class Template {
  private static final String DECLARATIONS =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

  private final String name;
  private final String text;
  private final TemplateParser.Parsed parsed;
  private final TemplateUses uses;

  /** What each expansion gives if the text has no action. */
  private final Optional<String> constant;

  private Template(
      String name, String text, TemplateParser.Parsed parsed, Optional<String> constant) {
    this.name = name;
    this.text = text;
    this.parsed = parsed;
    this.uses = TemplateUses.of(parsed.templates().values());
    this.constant = constant;
  }

  /**
   * The template of a label or an annotation.
   *
   * @param alert the alert's name, for messages
   * @throws TemplateException if the text is no template
   */
  public static Template parse(String alert, String text) throws TemplateException {
    Optional<String> constant = text.contains("{{") ? Optional.empty() : Optional.of(text);
    return parse("__alert_" + alert, DECLARATIONS + text, constant);
  }

  /** A template without any variable but the root. */
  static Template plain(String name, String text) throws TemplateException {
    return parse(name, text, Optional.empty());
  }

  private static Template parse(String name, String text, Optional<String> constant)
      throws TemplateException {
    return new Template(
        name, text, TemplateParser.parse(name, text, TemplateFunctions.RULES), constant);
  }

  /** True if the template asks for the result of a query. */
  public boolean usesQuery() {
    return parsed.usesQuery();
  }

  /** The names of the labels that it asks for by name, as {@code $labels.job} does. */
  public SortedSet<String> labelsUsed() {
    return uses.labels();
  }

  /**
   * True if {@code $value} becomes part of the text; a condition on it only chooses among texts.
   */
  public boolean writesValue() {
    return uses.writesValue();
  }

  /**
   * True if the text for one and the same element may change from tick to tick, because it rests on
   * the value or the time; true of some texts that never do.
   */
  public boolean varies() {
    return uses.varies();
  }

  /**
   * The text for an alert.
   *
   * @throws ExpansionException if an action fails
   */
  public String expand(TemplateData data) throws ExpansionException {
    return constant.isPresent() ? constant.get() : expand(GoValue.GoStruct.alert(data), data);
  }

  /** The text for any dot. */
  String expand(Object dot, TemplateData data) throws ExpansionException {
    if (parsed.unknownVariable().isPresent()) {
      throw new ExpansionException(
          "error parsing template %s: %s"
              .formatted(name, parsed.unknownVariable().get().getMessage()));
    }
    return new Interpreter(Program.of(name, text, parsed.templates()), data).expand(dot);
  }

  /** The text for an alert, or what is wrong in its place, as Prometheus puts it. */
  public String expandOrError(TemplateData data) {
    try {
      return expand(data);
    } catch (ExpansionException failed) {
      return "<error expanding template: " + failed.getMessage() + ">";
    }
  }
}
