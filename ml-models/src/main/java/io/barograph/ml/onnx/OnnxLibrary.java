package io.barograph.ml.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Loads the native part of onnxruntime. Left to itself, the library unpacks it into a folder that
 * it removes when the process ends, which one that is killed does not live to see; here the files
 * are gone once they are loaded, where the system allows it.
 */
public final class OnnxLibrary {
  /** The library's property: the folder where its native part lies. */
  private static final String FOLDER = "onnxruntime.native.path";

  private static final List<String> PARTS = List.of("onnxruntime", "onnxruntime4j_jni");

  private OnnxLibrary() {}

  /**
   * The library, loaded.
   *
   * @throws IOException if it could not be unpacked
   */
  public static OrtEnvironment load() throws IOException {
    if (System.getProperty(FOLDER) != null || !isPacked()) {
      return OrtEnvironment.getEnvironment();
    }
    Path folder = Files.createTempDirectory("barograph-onnxruntime");
    List<Path> files = new ArrayList<>(List.of(folder));
    try {
      for (String part : PARTS) {
        Path file = folder.resolve(System.mapLibraryName(part));
        files.add(file);
        try (InputStream packed = packed(part)) {
          Files.copy(packed, file);
        }
      }
      System.setProperty(FOLDER, folder.toString());
      return OrtEnvironment.getEnvironment();
    } finally {
      delete(files);
    }
  }

  private static boolean isPacked() {
    return PARTS.stream()
        .allMatch(part -> OrtEnvironment.class.getResource(resource(part)) != null);
  }

  private static InputStream packed(String part) {
    return OrtEnvironment.class.getResourceAsStream(resource(part));
  }

  private static String resource(String part) {
    return "/ai/onnxruntime/native/%s-%s/%s"
        .formatted(
            system(System.getProperty("os.name")),
            processor(System.getProperty("os.arch")),
            System.mapLibraryName(part));
  }

  private static String system(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("mac") ? "osx" : lower.startsWith("win") ? "win" : lower;
  }

  private static String processor(String name) {
    return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
  }

  /** Removes the folder and what lies in it, now or, where it is in use, when the process ends. */
  private static void delete(List<Path> files) {
    files.forEach(file -> file.toFile().deleteOnExit());
    for (int i = files.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(files.get(i));
      } catch (IOException inUse) {
        return;
      }
    }
  }
}
