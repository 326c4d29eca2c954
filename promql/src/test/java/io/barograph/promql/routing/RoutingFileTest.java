package io.barograph.promql.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.Route;
import io.barograph.core.route.RoutingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingFileTest {
  private static final int MUTATIONS = 3_000;

  private static final String FILE =
      """
      global:
        smtp_smarthost: 'mail:587'
        smtp_from: barograph@example.org
        smtp_auth_password: s3cret
        smtp_require_tls: no
        slack_api_url_file: /run/secrets/slack
        http_config: {proxy_url: 'http://proxy:3128'}
      templates: ['templates/*.tmpl', /etc/all.tmpl]
      route:
        receiver: desk
        group_by: [alertname]
        routes:
          - &pager {receiver: pager, matchers: ['severity=~"critical|page"'], continue: true}
          - {<<: *pager, receiver: desk, mute_time_intervals: [weekends]}
      receivers:
        - name: desk
          email_configs:
            - to: desk@example.org
            - {to: boss@example.org, from: me@example.org, send_resolved: true, auth_password_file: /x}
          slack_configs:
            - channel: '#desk'
              fields: [{title: Site, value: a, short: true}]
            - {channel: '#own', api_url: 'https://hooks', http_config: {follow_redirects: false}}
        - name: pager
          webhook_configs: [{url: 'http://hook', max_alerts: 10}]
          sms_configs: [{phone: '123'}]
      time_intervals: [{name: weekends, time_intervals: [{weekdays: [saturday, sunday]}]}]
      inhibit_rules: [{source_matchers: [a="1"], target_matchers: [b="2"], equal: [c]}]
      """;

  @Test
  void receiversTakeOverWhatTheGlobalSettingsSay() throws RoutingFileException {
    List<IntegrationConfig> desk = parse(FILE).receivers().get("desk").integrations();

    assertThat(desk)
        .extracting(IntegrationConfig::name)
        .containsExactly("email[0]", "email[1]", "slack[0]", "slack[1]");
    assertThat(desk.get(0).settings())
        .containsEntry("smarthost", "mail:587")
        .containsEntry("from", "barograph@example.org")
        .containsEntry("auth_password", "s3cret")
        .containsEntry("hello", "localhost")
        .containsEntry("require_tls", false)
        .doesNotContainKey("http_config");
    assertThat(desk.get(1).settings())
        .containsEntry("from", "me@example.org")
        .containsEntry("auth_password_file", "/x")
        .doesNotContainKeys("auth_password", "send_resolved");
    assertThat(desk.get(2).settings())
        .containsEntry("api_url_file", "/run/secrets/slack")
        .containsEntry("http_config", Map.of("proxy_url", "http://proxy:3128"))
        .containsEntry("fields", List.of(Map.of("title", "Site", "value", "a", "short", true)));
    assertThat(desk.get(3).settings())
        .containsEntry("http_config", Map.of("follow_redirects", false))
        .doesNotContainKey("api_url_file");
  }

  @ParameterizedTest
  @CsvSource({
    "webhook, true", "email, false", "slack, false", "wechat, false", "pagerduty, true",
    "opsgenie, true", "victorops, true", "pushover, true", "telegram, true", "discord, true",
    "msteams, true", "msteamsv2, true", "webex, true", "sns, true", "jira, true",
    "rocketchat, false", "dingtalk, true"
  })
  void everyKindIsToldOfEndsByItsOwnDefault(String kind, boolean sendResolved) {
    assertThat(IntegrationKind.of(kind).sendResolved()).isEqualTo(sendResolved);
  }

  @Test
  void anOwnSettingCountsMoreThanTheKinds() throws RoutingFileException {
    RoutingConfig config = parse(FILE);

    assertThat(config.receivers().get("desk").integrations())
        .extracting(IntegrationConfig::sendResolved)
        .containsExactly(false, true, false, false);
    assertThat(config.receivers().get("pager").integrations().get(0).settings())
        .containsEntry("max_alerts", 10L);
  }

  @Test
  void keepsTheGlobalSettingsWithTheirDefaults() throws RoutingFileException {
    assertThat(parse(FILE).global())
        .containsEntry("resolve_timeout", "5m")
        .containsEntry("smtp_require_tls", false)
        .containsEntry("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/");
  }

  @Test
  void routesMayBeWrittenWithAliases() throws RoutingFileException {
    RoutingConfig config = parse(FILE);

    assertThat(config.root().routes())
        .extracting(route -> route.key() + route.receiver() + route.continues())
        .containsExactly(
            "{}/{severity=~\"critical|page\"}pagertrue",
            "{}/{severity=~\"critical|page\"}desktrue");
  }

  @Test
  void patternsOfTemplatesStayAsTheyAreWritten() throws RoutingFileException {
    assertThat(parse(FILE).templates()).containsExactly("templates/*.tmpl", "/etc/all.tmpl");
  }

  @Test
  void theExampleInTheDocumentationIsRead() throws IOException, RoutingFileException {
    RoutingConfig config = parse(Files.readString(Path.of("../docs/examples/alertmanager.yml")));
    Labels alert = Labels.of("team", "execution", "severity", "critical");

    assertThat(config.root().match(alert))
        .extracting(Route::receiver)
        .containsExactly("pager", "execution");
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    route:
                      receiver: nobody
                      group_wait: soon
                    receivers:
                      - name: desk
                        webhook_configs: [{}]
                    """))
        .isInstanceOf(RoutingFileException.class)
        .hasMessage(
            """
            alertmanager.yml:6:23: receiver "desk", field "url": must be set in webhook_configs: \
            write url or url_file
            alertmanager.yml:2:13: field "receiver": names the receiver "nobody", which the file \
            does not define
            alertmanager.yml:3:15: field "group_wait": not a valid duration string: "soon": write \
            it like 90s, 5m or 1h30m""");
  }

  @Test
  void aFileThatGrowsByAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("route: {receiver: a}\nreceivers:\n  - name: a\n");
    bomb.append("    x_configs:\n      - a0: &a0 [x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("        a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(5)).append("x]\n");
    }
    assertThatThrownBy(() -> parse(bomb.toString()))
        .isInstanceOf(RoutingFileException.class)
        .hasMessageContaining("at most 100000 values");
    assertThatThrownBy(
            () -> parse("route: {receiver: a}\nreceivers: [{name: a, x_configs: [{b: &b [*b]}]}]"))
        .isInstanceOf(RoutingFileException.class)
        .hasMessageContaining("must nest at most 32 levels deep");
  }

  @Test
  void whateverTheFileSaysItIsReadOrRefused() {
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(FILE);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[]:,-'\"&*#\n ~!=x0".charAt(random.nextInt(19)));
          default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
        }
      }
      try {
        assertThat(parse(text.toString()).root()).isNotNull();
      } catch (RoutingFileException refused) {
        assertThat(refused.errors()).as("seed %d", seed).isNotEmpty();
      } catch (RuntimeException wrong) {
        throw new AssertionError("seed " + seed + ": " + text, wrong);
      }
    }
  }

  private static RoutingConfig parse(String text) throws RoutingFileException {
    return RoutingFile.parse("alertmanager.yml", text);
  }
}
