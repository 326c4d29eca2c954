package io.barograph.ml.detect;

import java.io.IOException;

/**
 * The one {@link OnnxLstm} of a process, shared by all series: made when it is first asked for.
 *
 * <p>The library is not in the job's jar, as a process loads its native part once and a job may
 * begin there again: it is found beside Flink's own jars. So no class of the library is named here,
 * which is loaded also where the library is not.
 */
final class LstmModel {
  private static final String LIBRARY = "ai.onnxruntime.OrtEnvironment";

  private static final String REMEDY =
      "copy onnxruntime-1.28.0.jar (com.microsoft.onnxruntime:onnxruntime on Maven Central) into"
          + " the folder lib of Flink, on all machines, and restart Flink, or choose another"
          + " detector";

  private static OnnxLstm shared;

  private LstmModel() {}

  /**
   * Checks that the library is on the class path, and loads nothing of it.
   *
   * @throws ModelException if it is not, naming the remedy
   */
  static void requireLibrary() {
    try {
      Class<?> unused = Class.forName(LIBRARY, false, LstmModel.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ModelException(
          "detector lstm needs onnxruntime, which is not on the class path: " + REMEDY, e);
    }
  }

  /**
   * The network.
   *
   * @throws ModelException if the library is not there or cannot be loaded, naming the remedy
   */
  static synchronized LstmNetwork shared() {
    if (shared == null) {
      requireLibrary();
      shared = load();
    }
    return shared;
  }

  private static OnnxLstm load() {
    try {
      return OnnxLstm.open();
    } catch (IOException | LinkageError | RuntimeException e) {
      throw new ModelException(
          "detector lstm needs onnxruntime, which could not be loaded (%s): its jar must be in the"
                  .formatted(e)
              + " folder lib of Flink and in no job, and java.io.tmpdir must have 30 MB free; else"
              + " choose another detector",
          e);
    }
  }

  /** Frees what the network keeps, if it was made; asked again, it is made anew. */
  static synchronized void close() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }
}
