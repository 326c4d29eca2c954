package io.barograph.jobs.versions;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder of trained models: a folder for each model, in it a file {@code 1.properties} for each
 * version, never changed, and a file {@code promoted} that says which of them predict from when.
 * Files are texts, and none is run.
 */
public final class ModelFolder {
  /** What a model may be called. */
  public static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

  /** The most bytes of a file. */
  private static final int MOST = 1 << 20;

  private static final String SUFFIX = ".properties";
  private static final String PROMOTED = "promoted";
  private static final String VERSION_FILE = "[1-9][0-9]{0,8}\\.properties";

  private final Path folder;

  /** The models in {@code folder}, which need not exist yet. */
  public ModelFolder(Path folder) {
    this.folder = folder;
  }

  /** The names of all models, sorted. */
  public List<String> names() {
    return list(folder).filter(name -> name.matches(NAME)).toList();
  }

  /** The versions of a model, the oldest first; none of one that is not known. */
  public List<Integer> versions(String name) {
    return list(folder(name))
        .filter(file -> file.matches(VERSION_FILE))
        .map(file -> Integer.valueOf(file.substring(0, file.length() - SUFFIX.length())))
        .sorted()
        .toList();
  }

  private static Stream<String> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new ModelFolderException(folder + ": cannot be read: " + unreadable, unreadable);
    }
  }

  /** Where a version is. */
  public Path file(String name, int version) {
    return folder(name).resolve(version + SUFFIX);
  }

  private Path folder(String name) {
    if (!name.matches(NAME)) {
      throw new ModelFolderException(
          "a model must be named by letters, digits, _, . and -, was \"%s\"".formatted(name));
    }
    return folder.resolve(name);
  }

  /**
   * Reads a version.
   *
   * @param parser makes something of its text, or says what is wrong by an {@link
   *     IllegalArgumentException}
   * @throws ModelFolderException that names the file and what is wrong
   */
  public <T> T read(String name, int version, Function<String, T> parser) {
    return parsed(file(name, version), parser)
        .orElseThrow(
            () ->
                new ModelFolderException(
                    "%s: is not there; versions of \"%s\" in %s: %s"
                        .formatted(file(name, version), name, folder, versions(name))));
  }

  /** Reads which versions predict from when; empty if none was ever promoted. */
  public <T> Optional<T> promotions(String name, Function<String, T> parser) {
    return parsed(folder(name).resolve(PROMOTED), parser);
  }

  private static <T> Optional<T> parsed(Path file, Function<String, T> parser) {
    try {
      long size = Files.size(file);
      if (size > MOST) {
        throw new ModelFolderException(
            "%s: has %d bytes, at most %d are read".formatted(file, size, MOST));
      }
      return Optional.of(parser.apply(Files.readString(file)));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      throw new ModelFolderException(file + ": " + wrong.getMessage(), wrong);
    } catch (CharacterCodingException noText) {
      throw new ModelFolderException(file + ": is no text in UTF-8", noText);
    } catch (IOException unreadable) {
      throw new ModelFolderException(file + ": cannot be read: " + unreadable, unreadable);
    }
  }

  /**
   * Writes a version that is not there yet.
   *
   * @throws ModelFolderException if it is, or cannot be written
   */
  public void add(String name, int version, String text) {
    Path file = file(name, version);
    try {
      Files.createDirectories(file.getParent());
      Path whole = whole(file, text);
      try {
        Files.createLink(file, whole);
      } catch (UnsupportedOperationException noLinks) {
        Files.copy(whole, file);
      } finally {
        Files.delete(whole);
      }
    } catch (FileAlreadyExistsException taken) {
      throw new ModelFolderException(
          file + ": is there already: somebody else has written it, train again", taken);
    } catch (IOException unwritable) {
      throw new ModelFolderException(file + ": cannot be written: " + unwritable, unwritable);
    }
  }

  /** Says which versions predict from when; whoever reads meanwhile reads what was or what is. */
  public void promote(String name, String text) {
    Path file = folder(name).resolve(PROMOTED);
    try {
      Path whole = whole(file, text);
      try {
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException notHere) {
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException unwritable) {
      throw new ModelFolderException(file + ": cannot be written: " + unwritable, unwritable);
    }
  }

  /** A file beside it with the whole text, on the disk. */
  private static Path whole(Path file, String text) throws IOException {
    Path whole = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
    Files.writeString(
        whole,
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.SYNC);
    return whole;
  }
}
