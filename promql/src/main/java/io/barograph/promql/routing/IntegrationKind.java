package io.barograph.promql.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of one kind of channel before its own code reads its settings.
 *
 * @param sendResolved whether it is told when alerts end, unless it says otherwise
 * @param takenOver settings that global ones stand in for; of each set all are taken over if none
 *     is set
 * @param needed settings that must be set; of each list one
 */
record IntegrationKind(
    boolean sendResolved, List<Map<String, String>> takenOver, List<List<String>> needed) {
  private static final Set<String> QUIET_KINDS = Set.of("email", "slack", "wechat", "rocketchat");

  private static final Map<String, List<Map<String, String>>> TAKEN_OVER =
      Map.ofEntries(
          Map.entry(
              "email",
              List.of(
                  Map.of("from", "smtp_from"),
                  Map.of("hello", "smtp_hello"),
                  Map.of("smarthost", "smtp_smarthost"),
                  Map.of("auth_username", "smtp_auth_username"),
                  Map.of("auth_identity", "smtp_auth_identity"),
                  secret("auth_password", "smtp_auth_password"),
                  secret("auth_secret", "smtp_auth_secret"),
                  Map.of("require_tls", "smtp_require_tls"),
                  Map.of("tls_config", "smtp_tls_config"),
                  Map.of("force_implicit_tls", "smtp_force_implicit_tls"))),
          Map.entry(
              "slack",
              List.of(
                  Map.of("app_url", "slack_app_url"),
                  Map.of(
                      "api_url", "slack_api_url",
                      "api_url_file", "slack_api_url_file",
                      "app_token", "slack_app_token",
                      "app_token_file", "slack_app_token_file"))),
          Map.entry("pagerduty", List.of(Map.of("url", "pagerduty_url"))),
          Map.entry(
              "opsgenie",
              List.of(
                  Map.of("api_url", "opsgenie_api_url"), secret("api_key", "opsgenie_api_key"))),
          Map.entry(
              "wechat",
              List.of(
                  Map.of("api_url", "wechat_api_url"),
                  Map.of("corp_id", "wechat_api_corp_id"),
                  secret("api_secret", "wechat_api_secret"))),
          Map.entry(
              "victorops",
              List.of(
                  Map.of("api_url", "victorops_api_url"), secret("api_key", "victorops_api_key"))),
          Map.entry(
              "telegram",
              List.of(
                  Map.of("api_url", "telegram_api_url"),
                  secret("bot_token", "telegram_bot_token"))),
          Map.entry("webex", List.of(Map.of("api_url", "webex_api_url"))),
          Map.entry("jira", List.of(Map.of("api_url", "jira_api_url"))),
          Map.entry(
              "rocketchat",
              List.of(
                  Map.of("api_url", "rocketchat_api_url"),
                  secret("token", "rocketchat_token"),
                  secret("token_id", "rocketchat_token_id"))),
          Map.entry("mattermost", List.of(secret("webhook_url", "mattermost_webhook_url"))));

  private static final Map<String, List<List<String>>> NEEDED =
      Map.ofEntries(
          Map.entry("webhook", List.of(inFile("url"))),
          Map.entry("email", List.of(List.of("to"), List.of("from"), List.of("smarthost"))),
          Map.entry(
              "slack", List.of(List.of("api_url", "api_url_file", "app_token", "app_token_file"))),
          Map.entry(
              "pagerduty",
              List.of(
                  List.of("routing_key", "routing_key_file", "service_key", "service_key_file"))),
          Map.entry("opsgenie", List.of(inFile("api_key"))),
          Map.entry("wechat", List.of(inFile("api_secret"), List.of("corp_id"))),
          Map.entry("victorops", List.of(inFile("api_key"), List.of("routing_key"))),
          Map.entry("telegram", List.of(inFile("bot_token"), inFile("chat_id"))),
          Map.entry("pushover", List.of(inFile("user_key"), inFile("token"))),
          Map.entry("webex", List.of(List.of("room_id"))),
          Map.entry("jira", List.of(List.of("api_url"))),
          Map.entry("discord", List.of(inFile("webhook_url"))),
          Map.entry("msteams", List.of(inFile("webhook_url"))),
          Map.entry("msteamsv2", List.of(inFile("webhook_url"))),
          Map.entry("mattermost", List.of(inFile("webhook_url"))),
          Map.entry("rocketchat", List.of(inFile("token"), inFile("token_id"))));

  /** What is known of a kind, by the key in the receiver without {@code _configs}. */
  static IntegrationKind of(String type) {
    return new IntegrationKind(
        !QUIET_KINDS.contains(type),
        TAKEN_OVER.getOrDefault(type, List.of()),
        NEEDED.getOrDefault(type, List.of()));
  }

  /** True if Alertmanager has the kind. */
  static boolean isAlertmanagers(String type) {
    return NEEDED.containsKey(type) || TAKEN_OVER.containsKey(type) || type.equals("incidentio");
  }

  private static Map<String, String> secret(String name, String global) {
    return Map.of(name, global, name + "_file", global + "_file");
  }

  private static List<String> inFile(String name) {
    return List.of(name, name + "_file");
  }
}
