package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkProgramTest {
  @TempDir Path folder;

  /** What is run here in place of a job. */
  static final class Told {
    private Told() {}

    public static void main(String[] arguments) {
      System.out.println("first");
      System.out.println(String.join(" ", arguments));
      System.err.println("java.lang.OutOfMemoryError: as it were");
      System.exit(3);
    }
  }

  @Test
  void givesEachLineAndTellsHowItEnded() throws Exception {
    Installation installation = new Installation(folder);
    Files.createDirectories(installation.flinkJars());
    Files.createDirectories(installation.jobJar().getParent());
    writeJar(installation.jobJar());
    FlinkProgram program = new FlinkProgram(new StackHome(folder.resolve("home")), "replay");
    List<String> told = new ArrayList<>();

    FlinkProgram.Outcome outcome =
        program.run(installation, Told.class.getName(), "64m", List.of("a", "b"), told::add);

    assertThat(told).containsExactly("first", "a b");
    assertThat(outcome)
        .isEqualTo(new FlinkProgram.Outcome(3, "java.lang.OutOfMemoryError: as it were"));
    assertThat(program.failed(outcome))
        .hasMessageStartingWith("the replay failed with status 3: see ")
        .hasMessageEndingWith("; give it more memory with --heap");
  }

  @Test
  void namesWhatWasNotBuilt() {
    FlinkProgram program = new FlinkProgram(new StackHome(folder.resolve("home")), "replay");
    Installation empty = new Installation(folder);

    assertThatThrownBy(() -> program.run(empty, "any", "64m", List.of(), line -> {}))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("is missing: start Barograph through its launcher");
  }

  private static void writeJar(Path jar) throws IOException {
    String entry = Told.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream bytes = Told.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new ZipEntry(entry));
      bytes.transferTo(out);
      out.closeEntry();
    }
  }
}
