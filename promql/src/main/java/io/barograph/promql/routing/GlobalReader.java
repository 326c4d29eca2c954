package io.barograph.promql.routing;

import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the global settings and adds Alertmanager's defaults. */
final class GlobalReader {
  /** What holds where nothing is set. */
  private static final Map<String, Object> DEFAULTS = defaults();

  private static final List<String> FIELDS =
      Stream.concat(
              DEFAULTS.keySet().stream(),
              Stream.of(
                  "http_config",
                  "jira_api_url",
                  "smtp_from",
                  "smtp_smarthost",
                  "smtp_auth_username",
                  "smtp_auth_password",
                  "smtp_auth_password_file",
                  "smtp_auth_secret",
                  "smtp_auth_secret_file",
                  "smtp_auth_identity",
                  "smtp_tls_config",
                  "smtp_force_implicit_tls",
                  "slack_api_url",
                  "slack_api_url_file",
                  "slack_app_token",
                  "slack_app_token_file",
                  "opsgenie_api_key",
                  "opsgenie_api_key_file",
                  "wechat_api_secret",
                  "wechat_api_secret_file",
                  "wechat_api_corp_id",
                  "victorops_api_key",
                  "victorops_api_key_file",
                  "telegram_bot_token",
                  "telegram_bot_token_file",
                  "rocketchat_token",
                  "rocketchat_token_file",
                  "rocketchat_token_id",
                  "rocketchat_token_id_file",
                  "mattermost_webhook_url",
                  "mattermost_webhook_url_file"))
          .toList();

  private final YamlReader yaml;
  private final SettingsReader settings;

  GlobalReader(YamlReader yaml, SettingsReader settings) {
    this.yaml = yaml;
    this.settings = settings;
  }

  Map<String, Object> read(YamlField field) {
    Map<String, Object> global = new LinkedHashMap<>(DEFAULTS);
    if (field == null || YamlReader.isNull(field.value())) {
      return global;
    }
    Map<String, YamlField> fields = yaml.fields(field.value(), "global", FIELDS);
    yaml.duration(fields.get("resolve_timeout"));
    checkFiles(yaml, fields);
    UrlCheck.global(yaml, fields);
    global.putAll(settings.map(fields));
    return global;
  }

  /** A setting stands in the file itself or in another, not in both. */
  static void checkFiles(YamlReader yaml, Map<String, YamlField> fields) {
    for (YamlField field : fields.values()) {
      YamlField inFile = fields.get(field.name() + "_file");
      if (inFile != null && !isUnset(field) && !isUnset(inFile)) {
        yaml.report(
            inFile.key(),
            inFile.name(),
            "must not stand beside %s: remove one".formatted(field.name()));
      }
    }
  }

  private static boolean isUnset(YamlField field) {
    return YamlReader.isNull(field.value());
  }

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("resolve_timeout", "5m");
    defaults.put("smtp_hello", "localhost");
    defaults.put("smtp_require_tls", true);
    defaults.put("pagerduty_url", "https://events.pagerduty.com/v2/enqueue");
    defaults.put("opsgenie_api_url", "https://api.opsgenie.com/");
    defaults.put("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/");
    defaults.put(
        "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/");
    defaults.put("telegram_api_url", "https://api.telegram.org");
    defaults.put("webex_api_url", "https://webexapis.com/v1/messages");
    defaults.put("rocketchat_api_url", "https://open.rocket.chat/");
    defaults.put("slack_app_url", "https://slack.com/api/chat.postMessage");
    return defaults;
  }
}
