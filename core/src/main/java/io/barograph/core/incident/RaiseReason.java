package io.barograph.core.incident;

import java.util.Locale;

/** Why an incident is as urgent as it is. */
enum RaiseReason {
  /** One of its alerts is, or nothing is known but that a service fell silent. */
  OF_ITS_ALERTS("that of its most urgent alert"),
  /** It touches many services. */
  MANY_SERVICES("a step above its alerts, because it touches {by} services"),
  /** It touches a service of great weight. */
  GREAT_WEIGHT("a step above its alerts, because it touches {by}, which matters much");

  private final String template;
  private final String code = name().toLowerCase(Locale.ROOT);

  RaiseReason(String template) {
    this.template = template;
  }

  String code() {
    return code;
  }

  String sentence(String by) {
    return template.replace("{by}", by);
  }
}
