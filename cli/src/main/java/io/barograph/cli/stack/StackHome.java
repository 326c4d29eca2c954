package io.barograph.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The one folder under which everything of a stack lives.
 *
 * <p>A marker file tells a stack's folder from any other, so that {@link #purge} can never remove a
 * folder that a slip of the keyboard named.
 *
 * @param root the folder, absolute
 */
public record StackHome(Path root) {
  private static final String MARKER = ".barograph-home";

  public StackHome {
    root = root.toAbsolutePath().normalize();
  }

  /** Generated configuration files. */
  public Path conf() {
    return root.resolve("conf");
  }

  /** Log files of the servers and of the supervisor. */
  public Path log() {
    return root.resolve("log");
  }

  /** Pid files, the lock and the ports in use. */
  public Path run() {
    return root.resolve("run");
  }

  /** What the servers keep. */
  public Path data() {
    return root.resolve("data");
  }

  /** Temporary files of the servers. */
  public Path tmp() {
    return root.resolve("tmp");
  }

  /** Small scripts for the user, such as {@code flink}. */
  public Path bin() {
    return root.resolve("bin");
  }

  /** The log file of the server called {@code name}. */
  public Path logFile(String name) {
    return log().resolve(name + ".log");
  }

  /** The pid file of the process called {@code name}. */
  public PidFile pidFile(String name) {
    return new PidFile(run().resolve(name + ".pid"));
  }

  /** True if the folder was made by {@link #create}. */
  public boolean exists() {
    return Files.exists(root.resolve(MARKER));
  }

  /**
   * Makes the folder with its sub-folders.
   *
   * @throws StackException if the folder holds something else or cannot be written
   */
  public void create() {
    try {
      if (Files.isDirectory(root) && !exists() && !isEmpty(root)) {
        throw new StackException(
            root + " holds files that are not of a stack: name an empty or new folder with --home");
      }
      for (Path folder : List.of(conf(), log(), run(), data(), tmp(), bin())) {
        Files.createDirectories(folder);
      }
      if (!exists()) {
        Files.createFile(root.resolve(MARKER));
      }
    } catch (IOException e) {
      throw new StackException(
          "cannot write the folder " + root + ": choose another with --home", e);
    }
  }

  /** Removes what an earlier stack left in {@link #tmp}. */
  public void emptyTmp() throws IOException {
    deleteTree(tmp());
    Files.createDirectories(tmp());
  }

  /**
   * Removes the folder and all that is in it; does nothing if it does not exist.
   *
   * @throws StackException if the folder was not made by {@link #create}
   */
  public void purge() {
    if (!Files.exists(root)) {
      return;
    }
    if (!exists()) {
      throw new StackException(
          root + " is not the folder of a stack: it was left as it is, check --home");
    }
    try {
      deleteTree(root);
    } catch (IOException e) {
      throw new StackException("cannot remove " + root + ": " + e.getMessage(), e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The bytes that all files of the folder take together. */
  public long size() {
    if (!Files.exists(root)) {
      return 0;
    }
    try (var files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
