package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every channel is documented. */
class ChannelsPageTest {
  @Test
  void everyChannelStandsInThePage() throws IOException {
    String page = Files.readString(Path.of("../docs/channels.md"));
    assertThat(Channels.types()).isNotEmpty();
    assertThat(Channels.types()).allMatch(type -> page.contains("`" + type + "_configs`"));
  }
}
