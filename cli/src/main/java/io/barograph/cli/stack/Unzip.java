package io.barograph.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks a distribution whose files all lie in one folder named as the zip file. */
final class Unzip {
  private Unzip() {}

  /**
   * Unpacks {@code zip} into {@code target}; the folder appears there whole or not at all. Files in
   * folders called {@code bin} become executable.
   */
  static void unpack(Path zip, Path target) throws IOException {
    String name = zip.getFileName().toString().replaceFirst("\\.zip$", "");
    Files.createDirectories(target);
    Path partial = Files.createTempDirectory(target, "unpacking-");
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        unpack(file, entries.nextElement(), partial);
      }
    }
    Files.move(partial.resolve(name), target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(partial);
  }

  private static void unpack(ZipFile file, ZipEntry entry, Path folder) throws IOException {
    Path path = folder.resolve(entry.getName()).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("entry " + entry.getName() + " lies outside of its zip file");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    try (InputStream in = file.getInputStream(entry)) {
      Files.copy(in, path);
    }
    if (path.getParent().endsWith("bin") && !path.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + path + " executable");
    }
  }
}
