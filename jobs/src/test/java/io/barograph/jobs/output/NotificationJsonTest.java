package io.barograph.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifyReason;
import io.barograph.jobs.routing.Notified;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The topic of notifications is what its schema says: a webhook's body, and what we know more. */
class NotificationJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Notification NOTIFICATION =
      Notified.notification("n-1", "web.hook", 1_760_000_000_000L);

  @Test
  void theSchemaNamesWhatIsWrittenAndNoMore() throws Exception {
    JsonNode schema =
        JSON.readTree(Path.of("..", "docs", "schemas", "notification.schema.json").toFile());
    JsonNode written = JSON.readTree(NotificationJson.of(NOTIFICATION, "http://b"));
    JsonNode alert = written.at("/alerts/0");

    assertThat(names(schema.path("properties"))).hasSameElementsAs(names(written));
    assertThat(names(schema.at("/properties/alerts/items/properties")))
        .hasSameElementsAs(names(alert));
    List<String> reasons = new ArrayList<>();
    schema.at("/properties/notification_reason/enum").forEach(one -> reasons.add(one.asText()));
    for (NotifyReason reason : NotifyReason.values()) {
      assertThat(reasons).contains(reason.text());
    }
    assertThat(reasons).hasSameSizeAs(NotifyReason.values());
  }

  @Test
  void isAWebhooksBodyAndItsOwnFieldsBehindIt() throws Exception {
    JsonNode written = JSON.readTree(NotificationJson.of(NOTIFICATION, "http://b"));

    assertThat(written.path("version").asText()).isEqualTo("4");
    assertThat(written.path("receiver").asText()).isEqualTo("web\\.hook");
    assertThat(written.at("/alerts/0/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(written.path("notificationId").asText()).isEqualTo("n-1");
    assertThat(written.path("incident").asText()).isEqualTo("incident-1");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
