package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
  @TempDir Path folder;

  private PidFile file;

  @BeforeEach
  void name() {
    file = new PidFile(folder.resolve("server.pid"));
  }

  @Test
  void findsTheProcessThatWroteIt() throws IOException {
    file.write(ProcessHandle.current());
    assertThat(file.alive()).contains(ProcessHandle.current());
    file.delete();
    assertThat(file.alive()).isEmpty();
  }

  @Test
  void doesNotMistakeAnotherProcessWithTheSameIdForOurs() throws IOException {
    Files.writeString(file.path(), ProcessHandle.current().pid() + " 1000\n");
    assertThat(file.alive()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "12", "x y", "-1 0", "99999999999999999999 0", "1 2 3"})
  void takesGarbageForNoProcess(String text) throws IOException {
    Files.writeString(file.path(), text);
    assertThat(file.alive()).isEmpty();
  }
}
