package io.barograph.jobs.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AlertConsumerExampleTest {
  private static final String FIRING =
      """
      {"id": "00000000000000ff-1000", "version": 2, "status": "firing",
       "labels": {"alertname": "HostCpuHigh", "instance": "a"}, "owners": [{"rule": "x"}],
       "updatedAt": "2026-01-01T00:00:05.000Z"}
      """;

  @Test
  void anAlertToldAgainIsNoNews() {
    NewestVersions versions = new NewestVersions();

    assertThat(versions.isNews("a-1000", 1)).isTrue();
    assertThat(versions.isNews("a-1000", 1)).isFalse();
    assertThat(versions.isNews("a-1000", 3)).isTrue();
    assertThat(versions.isNews("a-1000", 2)).isFalse();
    assertThat(versions.isNews("a-1000", 3)).isFalse();
    assertThat(versions.isNews("a-1000", Long.MAX_VALUE)).isTrue();
  }

  @Test
  void eachEpisodeCountsForItself() {
    NewestVersions versions = new NewestVersions();

    assertThat(versions.isNews("a-1000", 5)).isTrue();
    assertThat(versions.isNews("a-2000", 1)).isTrue();
    assertThat(versions.isNews("b-1000", 1)).isTrue();
  }

  @Test
  void printsEachTransitionOnce() throws IOException {
    AlertConsumerExample example = new AlertConsumerExample();

    assertThat(example.line(FIRING))
        .contains("2026-01-01T00:00:05.000Z  HostCpuHigh firing, 00000000000000ff-1000");
    assertThat(example.line(FIRING)).isEmpty();
  }
}
