package io.barograph.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.sinks.channel.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationPlanReaderTest {
  @TempDir private Path folder;

  private final Configuration options = new Configuration();

  @BeforeEach
  void write() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            templates: ['texts/*.tmpl']
            route: {receiver: ops, group_wait: 5s}
            receivers:
            - name: ops
              webhook_configs: [{url: 'http://127.0.0.1:1/'}]
            - name: night
            """);
    Files.createDirectories(folder.resolve("texts"));
    Files.writeString(folder.resolve("texts/a.tmpl"), "{{ define \"a\" }}A{{ end }}");
    Files.writeString(folder.resolve("texts/other.txt"), "no template");
    options.set(NotificationOptions.ROUTING_FILE, file.toString());
  }

  private NotificationPlan read() {
    return new NotificationPlanReader(options, "http://b").read();
  }

  @Test
  void readsTheFileAndTheTemplatesBesideIt() {
    NotificationPlan plan = read();

    assertThat(plan.routing().root().timing())
        .isEqualTo(new RouteTiming(5_000, 300_000, 14_400_000));
    assertThat(plan.storms()).isEqualTo(StormPolicy.DEFAULT);
    assertThat(plan.delivery().receivers()).containsOnlyKeys("ops", "night");
    assertThat(plan.delivery().texts().externalUrl()).isEqualTo("http://b");
    assertThat(plan.delivery().texts().files())
        .extracting(file -> file.text())
        .containsExactly("{{ define \"a\" }}A{{ end }}");
    assertThat(plan.delivery().fallbackReceiver()).isEmpty();
  }

  @Test
  void readsWhatIsSaidBesideTheFile() throws IOException {
    Path file = folder.resolve("routing.yml");
    options.set(NotificationOptions.ROUTING_EXTENSIONS, file.toString());
    assertThatThrownBy(this::read).hasMessageStartingWith("routing.extensions: cannot read");

    Files.writeString(file, "escalations: [{name: a, after: 15m, to: [night]}]");
    assertThat(read().extensions().escalations()).extracting(Escalation::name).containsExactly("a");

    Files.writeString(file, "caps: [{receiver: night, notifications: 3, per: 10m}]");
    assertThat(read().delivery().capOf("night")).isEqualTo(new RateLimit(3, 600_000));
    assertThat(read().delivery().capOf("ops")).isEqualTo(RateLimit.NONE);

    Files.writeString(file, "escalations: [{name: a, after: 15m, to: [boss]}]");
    assertThatThrownBy(this::read).hasMessageContaining("names \"boss\", which is no receiver");
  }

  @Test
  void nothingIsSaidBesideTheFileWhereThereIsNone() {
    assertThat(read().extensions()).isEqualTo(RoutingExtensions.NONE);
  }

  @Test
  void everyOptionArrivesWhereItBelongs() {
    options.set(NotificationOptions.STORM_GROUPS, 5);
    options.set(NotificationOptions.STORM_ALERTS, 6);
    options.set(NotificationOptions.STORM_WINDOW, Duration.ofSeconds(9));
    options.set(NotificationOptions.STORM_EXEMPT, List.of("ops"));
    options.set(NotificationOptions.FALLBACK_RECEIVER, "night");
    options.set(NotificationOptions.GIVE_UP_AFTER, Duration.ofSeconds(7));
    options.set(NotificationOptions.HOLD_BACK_AFTER, Duration.ofSeconds(8));
    options.set(NotificationOptions.ALLOWED_TARGETS, List.of("10.0.0.0/8"));
    options.set(NotificationOptions.LANGUAGE, "zh");
    options.set(NotificationOptions.TIME_ZONE, "Asia/Shanghai");
    DeliveryPlan delivery = read().delivery();

    assertThat(read().storms()).isEqualTo(new StormPolicy(5, 6, 9_000, Set.of("ops")));
    assertThat(delivery.fallbackReceiver()).contains("night");
    assertThat(delivery.policy().giveUpMillis()).isEqualTo(7_000);
    assertThat(delivery.policy().backlogMillis()).isEqualTo(8_000);
    assertThat(delivery.targets().refusal("example.com", List.of())).contains("not in the list");
    assertThat(delivery.texts().language()).isEqualTo(Language.ZH);
    assertThat(delivery.texts().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    options.set(NotificationOptions.FALLBACK_RECEIVER, "day");
    assertThatThrownBy(this::read)
        .hasMessage(
            "delivery.fallback-receiver: there is no receiver \"day\"; there are ops, night");
    options.set(NotificationOptions.FALLBACK_RECEIVER, "");
    options.set(NotificationOptions.STORM_EXEMPT, List.of("robot"));
    assertThatThrownBy(this::read)
        .hasMessage("routing.storm-exempt: there is no receiver \"robot\"; there are ops, night");
    options.set(NotificationOptions.STORM_EXEMPT, List.of());
    options.set(NotificationOptions.STORM_ALERTS, -1);
    assertThatThrownBy(this::read)
        .hasMessage("routing.storm-alerts must be from 0 to 10000, was -1");
    options.set(NotificationOptions.STORM_ALERTS, 100);
    options.set(NotificationOptions.TIME_ZONE, "Mars");
    assertThatThrownBy(this::read)
        .hasMessageContaining("delivery.time-zone")
        .hasMessageContaining("Mars");
    options.set(NotificationOptions.TIME_ZONE, "UTC");
    options.set(NotificationOptions.LANGUAGE, "la");
    assertThatThrownBy(this::read).hasMessageContaining("la").hasMessageContaining("en and zh");
    options.set(NotificationOptions.LANGUAGE, "en");
    Path file = folder.resolve("alertmanager.yml");
    Files.writeString(file, "route: {receiver: nobody}\nreceivers: [{name: ops}]\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("nobody");
    options.set(NotificationOptions.ROUTING_FILE, folder.resolve("none.yml").toString());
    assertThatThrownBy(this::read)
        .hasMessageStartingWith("routing.file: cannot read")
        .hasMessageContaining("none.yml");
  }
}
