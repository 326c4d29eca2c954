package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackHomeTest {
  @TempDir Path folder;

  @Test
  void purgesEverythingItMade() throws IOException {
    StackHome home = new StackHome(folder.resolve("home"));
    home.create();
    Files.createDirectories(home.data().resolve("kafka/topic-0"));
    Files.writeString(home.data().resolve("kafka/topic-0/segment"), "x");
    assertThat(home.size()).isEqualTo(1);

    home.purge();

    assertThat(home.root()).doesNotExist();
    home.purge();
    assertThat(home.size()).isZero();
  }

  @Test
  void leavesAFolderAloneThatIsNotAStacks() throws IOException {
    Path diary = Files.writeString(folder.resolve("diary.txt"), "private");
    StackHome home = new StackHome(folder);
    assertThatThrownBy(home::create).hasMessageContaining("holds files that are not of a stack");
    assertThatThrownBy(home::purge).hasMessageContaining("is not the folder of a stack");
    assertThat(diary).exists();
  }

  @Test
  void keepsItsDataWhenMadeAgain() throws IOException {
    StackHome home = new StackHome(folder);
    home.create();
    Path kept = Files.writeString(home.data().resolve("kept"), "x");
    Path left = Files.writeString(home.tmp().resolve("left"), "x");
    home.create();
    home.emptyTmp();
    assertThat(kept).exists();
    assertThat(left).doesNotExist();
  }

  @Test
  void doesNotFollowLinksOutOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path diary = Files.writeString(outside.resolve("diary.txt"), "private");
    StackHome home = new StackHome(folder.resolve("home"));
    home.create();
    Files.createSymbolicLink(home.data().resolve("link"), outside);
    home.purge();
    assertThat(home.root()).doesNotExist();
    assertThat(diary).exists();
  }

  @Test
  void runsOneStackAtATime() throws IOException {
    StackHome home = new StackHome(folder);
    home.create();
    try (StackLock first = StackLock.take(home)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> StackLock.take(home)).hasMessageContaining("already runs in");
    }
    StackLock.take(home).close();
  }

  @Test
  void tellsOtherShellsItsPorts() throws IOException {
    StackHome home = new StackHome(folder);
    home.create();
    assertThat(StackPorts.load(home)).isEmpty();
    StackPorts ports = new StackPorts(1, 2, 3);
    ports.save(home);
    assertThat(StackPorts.load(home)).contains(ports);
  }
}
