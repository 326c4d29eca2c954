package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFileTest {
  @TempDir private Path folder;

  @Test
  void findsTheFilesOfEachPatternByName() throws IOException {
    Files.writeString(folder.resolve("b.tmpl"), "two");
    Files.writeString(folder.resolve("a.tmpl"), "one");
    Files.writeString(folder.resolve("c.txt"), "three");

    assertThat(TemplateFile.found(folder, List.of(folder + "/c.txt", "*.tmpl")))
        .containsExactly(
            new TemplateFile("c.txt", "three"),
            new TemplateFile("a.tmpl", "one"),
            new TemplateFile("b.tmpl", "two"));
    assertThat(TemplateFile.found(folder, List.of("none/*.tmpl", "*.none"))).isEmpty();
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path large = folder.resolve("large.tmpl");
    Files.write(large, new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> TemplateFile.found(folder, List.of("large.tmpl")))
        .isInstanceOf(ChannelException.class)
        .hasMessage("templates: " + large + " must be at most 1048576 bytes");
  }
}
