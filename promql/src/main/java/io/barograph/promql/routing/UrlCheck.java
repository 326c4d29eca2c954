package io.barograph.promql.routing;

import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.Map;
import java.util.Set;

/** That what Alertmanager takes as an address of the web is one; templates are left alone. */
final class UrlCheck {
  private static final Set<String> ADDRESSES = Set.of("url", "api_url", "app_url", "webhook_url");

  private UrlCheck() {}

  /** The settings of a channel; in those of Pushover {@code url} is any text. */
  static void channel(YamlReader yaml, String type, Map<String, YamlField> fields) {
    if (IntegrationKind.isAlertmanagers(type) && !type.equals("pushover")) {
      for (YamlField field : fields.values()) {
        if (ADDRESSES.contains(field.name())) {
          check(yaml, field);
        }
      }
    }
  }

  /** The global settings, in which all that end in {@code url} are addresses. */
  static void global(YamlReader yaml, Map<String, YamlField> fields) {
    for (YamlField field : fields.values()) {
      if (field.name().endsWith("_url")) {
        check(yaml, field);
      }
    }
  }

  /* An address can hold a secret: it is not told. */
  private static void check(YamlReader yaml, YamlField field) {
    String address = yaml.text(field);
    boolean isAddress =
        address.startsWith("http://") || address.startsWith("https://") || address.contains("{{");
    if (!address.isEmpty() && !isAddress) {
      yaml.report(field.value(), field.name(), "must begin with http:// or https://");
    }
  }
}
