package io.barograph.core.template;

import java.util.Map;

/**
 * What an expansion runs.
 *
 * @param name the template that it begins with
 * @param templates the templates by name
 * @param sources where templates stand that stand elsewhere than the first, by name
 * @param functions what they may call
 * @param html true if what actions write is escaped
 * @param main where the first stands
 */
record Program(
    String name,
    Map<String, Node.Sequence> templates,
    Map<String, Source> sources,
    TemplateFunctions functions,
    boolean html,
    Source main) {
  /** A text and its name, for messages. */
  record Source(String name, String text) {}

  /** A text of a rule, which may define templates. */
  static Program of(String name, String text, Map<String, Node.Sequence> templates) {
    return new Program(
        name, templates, Map.of(), TemplateFunctions.RULES, false, new Source(name, text));
  }

  /** Where a template stands. */
  Source source(String template) {
    return sources.getOrDefault(template, main);
  }
}
