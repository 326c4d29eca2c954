package io.barograph.cli.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The build's own Python environment, with what {@code notebooks/requirements.txt} names; made once
 * in a folder and again when that file changes. -Dnotebooks.python=... names another Python to make
 * it with.
 */
public final class NotebookPython {
  private static final String PYTHON = System.getProperty("notebooks.python", "python3");
  private static final String USABLE =
      """
      import sys
      from importlib.util import find_spec
      sys.exit(sys.version_info < (3, 11) or not (find_spec("ensurepip") or find_spec("pip")))
      """;
  private static final int PATIENCE_MINUTES = 10;
  private static final int TAIL = 3_000;

  private final Path folder;
  private final Path notebooks;

  private NotebookPython(Path folder, Path notebooks) {
    this.folder = folder;
    this.notebooks = notebooks;
  }

  /**
   * The environment, in {@code project}'s {@code cli/target}. Where there is no python3 to make it
   * with, the test is skipped and says so.
   */
  public static NotebookPython prepare(Path project) throws IOException, InterruptedException {
    assumeTrue(
        isThere(),
        "skipped: there is no %s of at least 3.11, with venv or pip, to run notebooks with"
            .formatted(PYTHON));
    NotebookPython python =
        new NotebookPython(project.resolve("cli/target/notebooks"), project.resolve("notebooks"));
    python.make();
    return python;
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", USABLE).inheritIO().start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private void make() throws IOException, InterruptedException {
    Path requirements = notebooks.resolve("requirements.txt");
    Path made = folder.resolve("made-of.txt");
    if (Files.exists(made) && Files.mismatch(made, requirements) == -1) {
      return;
    }
    Files.createDirectories(folder);
    String environment = folder.resolve("python").toString();
    List<String> pip;
    if (run(Map.of(), PYTHON, "-m", "venv", "--clear", environment) == 0) {
      pip = List.of(program("python"), "-m", "pip");
    } else { // Debian's python3 has no ensurepip, but its pip can install elsewhere
      check(Map.of(), PYTHON, "-m", "venv", "--clear", "--without-pip", environment);
      pip = List.of(PYTHON, "-m", "pip", "--python", program("python"));
    }
    List<String> install = new ArrayList<>(pip);
    install.addAll(List.of("install", "--quiet", "--no-input", "--disable-pip-version-check"));
    install.addAll(List.of("--no-compile", "--only-binary", ":all:", "-r"));
    install.add(requirements.toString());
    check(Map.of(), install.toArray(String[]::new));
    Files.copy(requirements, made);
  }

  private String program(String name) {
    return folder.resolve("python/bin").resolve(name).toString();
  }

  /**
   * Runs a notebook and keeps it, with its outputs, in {@code output}; an error in a cell fails.
   *
   * @param variables of its environment: where its data lies
   */
  public void execute(String notebook, Map<String, String> variables, Path output)
      throws IOException, InterruptedException {
    check(
        variables,
        program("jupyter"),
        "execute",
        "--timeout=120",
        "--output=" + output,
        notebooks.resolve(notebook).toString());
  }

  private void check(Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    assertThat(run(variables, command)).as("%s: %s", Arrays.asList(command), said()).isZero();
  }

  private int run(Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("BAROGRAPH_"));
    builder.environment().putAll(variables);
    builder.environment().remove("PYTHONDONTWRITEBYTECODE");
    builder.environment().put("PYTHONPYCACHEPREFIX", folder.resolve("bytecode").toString());
    for (String home : List.of("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR")) {
      builder.environment().put(home, folder.resolve("home").toString());
    }
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  private Path log() {
    return folder.resolve("last.log");
  }

  private String said() throws IOException {
    String all = Files.readString(log());
    return all.substring(Math.max(0, all.length() - TAIL));
  }
}
