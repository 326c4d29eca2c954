package io.barograph.cli.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of receiver: its settings, what it answers, and where it is told of alerts. */
enum ReceiverKind {
  WEBHOOK("webhook", "url: '%s/hook'", 200, "", "", ""),
  ALERTMANAGER("alertmanager", "url: '%s'", 200, "", "", ""),
  DINGTALK(
      "dingtalk",
      "url: '%s/robot/send?access_token=t', secret: s",
      200,
      "{\"errcode\":0,\"errmsg\":\"ok\"}",
      "{\"errcode\":-1,\"errmsg\":\"busy\"}",
      "{\"errcode\":310000,\"errmsg\":\"sign not match\"}"),
  WECOM(
      "wecom",
      "url: '%s/cgi-bin/webhook/send?key=k'",
      200,
      "{\"errcode\":0,\"errmsg\":\"ok\"}",
      "{\"errcode\":45033,\"errmsg\":\"too many at once\"}",
      "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"),
  WECHAT(
      "wechat",
      "api_url: '%s/cgi-bin/', api_secret: s, corp_id: c, agent_id: '1', to_user: u,"
          + " send_resolved: true",
      200,
      "{\"errcode\":0,\"errmsg\":\"ok\"}",
      "{\"errcode\":-1,\"errmsg\":\"busy\"}",
      "{\"errcode\":81013,\"errmsg\":\"user unknown\"}"),
  FEISHU(
      "feishu",
      "url: '%s/open-apis/bot/v2/hook/h', secret: s",
      200,
      "{\"code\":0,\"msg\":\"success\"}",
      "{\"code\":11232,\"msg\":\"under load\"}",
      "{\"code\":19021,\"msg\":\"sign match fail\"}"),
  SLACK(
      "slack",
      "api_url: '%s/services/s', channel: '#ops', send_resolved: true",
      200,
      "ok",
      "rate_limited",
      "invalid_payload"),
  TEAMS(
      "msteams",
      "webhook_url: '%s/connector'",
      200,
      "1",
      "Microsoft Teams endpoint returned HTTP error 429",
      "Microsoft Teams endpoint returned HTTP error 413"),
  TEAMS_WORKFLOW("msteamsv2", "webhook_url: '%s/workflow'", 202, "", "", ""),
  PAGERDUTY(
      "pagerduty", "url: '%s/v2/enqueue', routing_key: k", 202, "{\"status\":\"success\"}", "", ""),
  TWILIO(
      "twilio",
      "api_url: '%s/', account_sid: AC1, auth_token: t, from: '+100', to: ['+200']",
      201,
      "{\"sid\":\"SM1\"}",
      "",
      "");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the templates of a drill write: capitals fire, small letters have ended. */
  private static final Pattern TOLD = Pattern.compile("~((?:[A-Za-z]{3} )*)");

  private final String type;
  private final String settings;
  private final int status;
  private final String success;
  private final String later;
  private final String refusal;

  ReceiverKind(
      String type, String settings, int status, String success, String later, String refusal) {
    this.type = type;
    this.settings = settings;
    this.status = status;
    this.success = success;
    this.later = later;
    this.refusal = refusal;
  }

  /** An answer of HTTP. */
  record Answer(int status, String body) {}

  /** The entry of an {@code alertmanager.yml}, on one line. */
  String settings(String address, String timeout) {
    return "%s_configs: [{%s, timeout: %s}]".formatted(type, settings.formatted(address), timeout);
  }

  Answer success() {
    return new Answer(status, success);
  }

  Answer later() {
    return later.isEmpty() ? new Answer(503, "busy") : new Answer(200, later);
  }

  Answer refusal() {
    return refusal.isEmpty() ? new Answer(400, "no good") : new Answer(200, refusal);
  }

  /** The alerts that a body tells: the name of each in capitals if it fires, else in small. */
  Set<String> told(String body) {
    return switch (this) {
      case WEBHOOK -> ofWebhook(parsed(body));
      case ALERTMANAGER -> ofAlertmanager(parsed(body));
      default -> ofText(URLDecoder.decode(body, StandardCharsets.UTF_8));
    };
  }

  /** The alerts of a body of a webhook, as notifications have it too. */
  static Set<String> ofWebhook(JsonNode body) {
    Set<String> told = new TreeSet<>();
    for (JsonNode alert : body.path("alerts")) {
      told.add(DrillAlerts.word(alert.at("/labels/n").asText(), alert.path("status").asText()));
    }
    return told;
  }

  private static Set<String> ofAlertmanager(JsonNode body) {
    Set<String> told = new TreeSet<>();
    for (JsonNode alert : body) {
      boolean hasEnded =
          Instant.parse(alert.path("endsAt").asText()).isBefore(Instant.now().plusSeconds(600));
      told.add(DrillAlerts.word(alert.at("/labels/n").asText(), hasEnded ? "resolved" : "firing"));
    }
    return told;
  }

  private static Set<String> ofText(String body) {
    Set<String> told = new TreeSet<>();
    Matcher lists = TOLD.matcher(body);
    while (lists.find()) {
      for (String word : lists.group(1).split(" ", -1)) {
        if (!word.isEmpty()) {
          told.add(word);
        }
      }
    }
    return told;
  }

  static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException invalid) {
      throw new IllegalArgumentException("no JSON: " + text, invalid);
    }
  }
}
