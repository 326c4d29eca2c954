package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How Flink divides a process's memory: flags for the virtual machine and {@code -D} arguments.
 *
 * <p>Flink computes them from its configuration; the answer is kept beside the configuration, for
 * asking costs the start of a virtual machine.
 *
 * @param flags options of the virtual machine
 * @param arguments arguments of the main class
 */
record FlinkMemory(List<String> flags, List<String> arguments) {
  private static final String ANSWER = "BASH_JAVA_UTILS_EXEC_RESULT:";

  FlinkMemory {
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
  }

  /**
   * The memory of one kind of process.
   *
   * @param question {@code GET_JM_RESOURCE_PARAMS} or {@code GET_TM_RESOURCE_PARAMS}
   */
  static FlinkMemory of(String question, FlinkConfiguration configuration, Path jars)
      throws IOException, InterruptedException {
    String settings = memorySettings(configuration);
    Path kept = configuration.folder().resolve(question + ".answer");
    if (Files.exists(kept)) {
      String text = Files.readString(kept);
      if (text.endsWith(settings)) {
        return parse(text, kept);
      }
    }
    String answer = ask(question, configuration, jars);
    Files.writeString(kept, answer + settings);
    return parse(answer, kept);
  }

  private static String ask(String question, FlinkConfiguration configuration, Path jars)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                new JavaCommand()
                    .with("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .with("-Dlog4j2.level=OFF")
                    .main(jars, "org.apache.flink.runtime.util.bash.BashJavaUtils")
                    .with(question, "--configDir", configuration.folder().toString())
                    .line())
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new StackException("Flink cannot divide its memory: " + answer.strip());
    }
    return answer;
  }

  private static FlinkMemory parse(String text, Path kept) {
    List<String> answers =
        text.lines()
            .filter(line -> line.startsWith(ANSWER))
            .map(line -> line.substring(ANSWER.length()).strip())
            .toList();
    if (answers.size() != 2) {
      throw new StackException("Flink's memory flags are not two lines: see " + kept);
    }
    return new FlinkMemory(
        List.of(answers.get(0).split("\\s+")), List.of(answers.get(1).split("\\s+")));
  }

  private static String memorySettings(FlinkConfiguration configuration) throws IOException {
    StringBuilder settings = new StringBuilder();
    for (String line : Files.readAllLines(configuration.folder().resolve("config.yaml"))) {
      if (line.contains(".memory.")) {
        settings.append("# ").append(line).append('\n');
      }
    }
    return settings.toString();
  }
}
