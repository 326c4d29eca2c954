package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  @Test
  void readsWhatIsWrittenFromNowOn() throws IOException {
    Path file = Files.writeString(folder.resolve("server.log"), "before\n");
    LogTail tail = LogTail.fromNow(file);
    assertThat(tail.newLines()).isEmpty();
    append(file, "one\ntwo\n");
    assertThat(tail.newLines()).containsExactly("one", "two");
    assertThat(tail.newLines()).isEmpty();
  }

  @Test
  void waitsForTheEndOfALine() throws IOException {
    Path file = Files.createFile(folder.resolve("server.log"));
    LogTail tail = LogTail.fromNow(file);
    append(file, "gr\u00fc");
    assertThat(tail.newLines()).isEmpty();
    append(file, "n\n");
    assertThat(tail.newLines()).containsExactly("gr\u00fcn");
  }

  @Test
  void readsARolledFileFromItsBeginning() throws IOException {
    Path file = Files.writeString(folder.resolve("server.log"), "a long line of the old file\n");
    LogTail tail = LogTail.fromNow(file);
    Files.writeString(file, "new\n");
    assertThat(tail.newLines()).containsExactly("new");
  }

  @Test
  void waitsForAFileThatDoesNotExistYet() throws IOException {
    Path file = folder.resolve("server.log");
    LogTail tail = LogTail.fromNow(file);
    assertThat(tail.newLines()).isEmpty();
    Files.writeString(file, "first\n");
    assertThat(tail.newLines()).containsExactly("first");
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
