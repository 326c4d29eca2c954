package io.barograph.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.watch.SilenceWatch.Change;
import io.barograph.core.notify.Notification;
import io.barograph.sinks.channel.Language;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
  private final SilenceWatch watch = new SilenceWatch(Duration.ofSeconds(10), 1_000);

  @Test
  void aSilenceIsToldOnceAndSoIsItsEnd() {
    assertThat(watch.look(10_999, false)).isEqualTo(Change.NONE);
    assertThat(watch.look(11_000, false)).isEqualTo(Change.SILENT);
    assertThat(watch.look(100_000, false)).isEqualTo(Change.NONE);
    assertThat(watch.heardAt()).isEqualTo(1_000);
    assertThat(watch.look(100_500, true)).isEqualTo(Change.BACK);
    assertThat(watch.look(101_000, true)).isEqualTo(Change.NONE);
    assertThat(watch.heardAt()).isEqualTo(101_000);
    assertThat(watch.look(110_999, false)).isEqualTo(Change.NONE);
    assertThat(watch.look(111_000, false)).isEqualTo(Change.SILENT);
  }

  @Test
  void whatIsHeardInTimeIsNoNews() {
    for (long now = 1_000; now < 100_000; now += 9_999) {
      assertThat(watch.look(now, true)).isEqualTo(Change.NONE);
    }
  }

  @Test
  void beginningAndEndAreOneAlertAndNameWhatIsSilent() {
    for (Language language : Language.values()) {
      SilenceNotification told =
          new SilenceNotification("ops", List.of("barograph.alerts.active"), language, 1_000);
      Notification silent = told.silent(20_000);
      Notification back = told.back(30_000);

      assertThat(silent.status()).isEqualTo("firing");
      assertThat(back.status()).isEqualTo("resolved");
      assertThat(back.id()).isNotEqualTo(silent.id());
      assertThat(back.groupKey()).isEqualTo(silent.groupKey());
      assertThat(back.alerts().get(0).alertId()).isEqualTo(silent.alerts().get(0).alertId());
      assertThat(silent.commonAnnotations().get("summary"))
          .contains("barograph.alerts.active", "1970-01-01T00:00:01Z");
    }
  }
}
