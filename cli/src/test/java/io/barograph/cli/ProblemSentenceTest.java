package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemSentenceTest {
  @TempDir private Path folder;

  @Test
  void aFileThatIsNotThereIsNamedWithTheRemedy() {
    Path file = folder.resolve("none/d.csv");
    String expected =
        file + " is not there, or the folder that it is to be written to: check the path";
    assertThat(said(() -> Files.writeString(file, ""))).isEqualTo(expected);
    assertThat(said(() -> Files.readString(file))).isEqualTo(expected);
  }

  @Test
  void aFolderInPlaceOfAFileSaysSo() throws IOException {
    assertThat(said(() -> Files.writeString(folder, ""))).isEqualTo(folder + ": Is a directory");
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(said(() -> Files.writeString(file.resolve("d.csv"), "")))
        .isEqualTo(file.resolve("d.csv") + ": Not a directory");
  }

  @Test
  void othersAreNamedByTheirKind() {
    assertThat(ProblemSentence.of(new AccessDeniedException("d.csv")))
        .isEqualTo("d.csv may not be read or written by this user: check its permissions");
    assertThat(ProblemSentence.of(new FileAlreadyExistsException("d.csv")))
        .isEqualTo("FileAlreadyExistsException: d.csv");
    assertThat(ProblemSentence.of(new UncheckedIOException(new NotDirectoryException("rules.yml"))))
        .isEqualTo("NotDirectoryException: rules.yml");
  }

  private interface Work {
    void run() throws Exception;
  }

  private static String said(Work work) {
    try {
      work.run();
    } catch (Exception problem) {
      return ProblemSentence.of(problem);
    }
    return "nothing";
  }
}
