package io.barograph.ml.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.barograph.ml.onnx.OnnxLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * The network that ships, run by onnxruntime on one thread: one caller at a time. It and {@link
 * OnnxLibrary} alone know the library. It is to be closed, as it keeps memory outside of the heap.
 */
final class OnnxLstm implements LstmNetwork, AutoCloseable {
  private static final String RESOURCE = "lstm.onnx";
  private static final long[] STATE = {1, 1, LstmMemory.HIDDEN};

  private final OrtSession session;
  private final FloatBuffer input = floats(LstmScale.INPUTS);
  private final FloatBuffer hidden = floats(LstmMemory.HIDDEN);
  private final FloatBuffer cell = floats(LstmMemory.HIDDEN);
  private final FloatBuffer forecast = floats(2);
  private final FloatBuffer nextHidden = floats(LstmMemory.HIDDEN);
  private final FloatBuffer nextCell = floats(LstmMemory.HIDDEN);
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  private OnnxLstm(OrtEnvironment environment) throws OrtException, IOException {
    environment.setTelemetry(false);
    session = session(environment);
    inputs =
        Map.of(
            "input",
            OnnxTensor.createTensor(environment, input, new long[] {1, 1, LstmScale.INPUTS}),
            "h",
            OnnxTensor.createTensor(environment, hidden, STATE),
            "c",
            OnnxTensor.createTensor(environment, cell, STATE));
    outputs =
        Map.of(
            "forecast",
            OnnxTensor.createTensor(environment, forecast, new long[] {1, 2}),
            "h_next",
            OnnxTensor.createTensor(environment, nextHidden, STATE),
            "c_next",
            OnnxTensor.createTensor(environment, nextCell, STATE));
  }

  /**
   * The network, ready to be asked.
   *
   * @throws IOException if the library cannot be unpacked or does not take the network, or that
   *     cannot be read
   */
  static OnnxLstm open() throws IOException {
    try {
      return new OnnxLstm(OnnxLibrary.load());
    } catch (OrtException e) {
      throw new IOException(e);
    }
  }

  private static OrtSession session(OrtEnvironment environment) throws OrtException, IOException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      return environment.createSession(bytes(), options);
    }
  }

  /** The file as it ships. */
  static byte[] bytes() throws IOException {
    try (InputStream in = OnnxLstm.class.getResourceAsStream(RESOURCE)) {
      return in.readAllBytes();
    }
  }

  /* What the library reads and writes lies outside of the heap, in the order of the machine. */
  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public synchronized Step next(float[] values, LstmMemory memory) {
    input.put(0, values);
    hidden.put(0, memory.hidden());
    cell.put(0, memory.cell());
    try (OrtSession.Result unused = session.run(inputs, Set.of(), outputs)) {
      LstmMemory next = LstmMemory.empty();
      nextHidden.get(0, next.hidden());
      nextCell.get(0, next.cell());
      return new Step(forecast.get(0), forecast.get(1), next);
    } catch (OrtException | IllegalStateException e) {
      throw new ModelException("the network of detector lstm gave no answer: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException("the network of detector lstm was not closed: " + e.getMessage(), e);
    }
  }
}
