package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.ml.onnx.OnnxLibrary;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What holds for the detector {@code lstm} beside what holds for every one. */
final class LstmTest {
  /** Of the file that ml-models/models/lstm/README.md describes. */
  private static final String SHA_256 =
      "25f9f7b5bcdd51d48e2c9311648d510d3314b2c0886a70f145c22581034c3d13";

  private static final DetectionConfig CONFIG = DetectionConfig.shipped();
  private static final long STEP = 300_000;
  private static final int DAY = 288;

  private static Detector lstm() {
    return Detectors.create("lstm", "load", CONFIG);
  }

  private static double wave(int i, Random random) {
    return 100 + 20 * Math.sin(2 * Math.PI * i / DAY) + random.nextGaussian();
  }

  private static byte[] bytes(Member member) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    member.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Lstm read(byte[] bytes) throws IOException {
    return Lstm.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void theFileIsTheOneThatIsDescribed() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(OnnxLstm.bytes());

    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SHA_256);
    assertThat(HexFormat.of().toHexDigits(Lstm.MODEL)).isEqualTo(SHA_256.substring(0, 16));
  }

  /** So is the way from values to numbers of the network. */
  @Test
  void saysWhatItSaidWhereItWasTrained() throws IOException {
    Lstm member = new Lstm();
    int known = 0;
    try (BufferedReader golden =
        new BufferedReader(
            new InputStreamReader(
                LstmTest.class.getResourceAsStream("lstm-golden.csv"), StandardCharsets.UTF_8))) {
      golden.readLine();
      for (String line = golden.readLine(); line != null; line = golden.readLine()) {
        String[] fields = line.split(",", -1);
        double value = Double.parseDouble(fields[1]);
        Deviation said = member.next(Long.parseLong(fields[0]), value);
        if (said.isKnown()) {
          double scale = Double.parseDouble(fields[3]);
          Offset<Double> near = Offset.offset(1e-3 * scale);
          assertThat(said.expected()).isCloseTo(Double.parseDouble(fields[2]), near);
          assertThat((said.upper() - said.lower()) / 6).isCloseTo(scale, near);
          known++;
        }
      }
    }
    assertThat(known).isGreaterThan(200);
  }

  @Test
  void seesASpikeWithinTheRange() {
    Random random = new Random(13);
    Detector detector = lstm();
    List<Integer> alarms = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      double value = wave(i, random);
      if (detector.add(i * STEP, i == 1_656 ? 115 : value).score() >= 0.3) {
        alarms.add(i);
      }
    }
    assertThat(alarms).contains(1_656).hasSizeLessThan(10);
  }

  @Test
  void aLevelThatMovesAlarmsAndIsThenUsual() {
    Random random = new Random(3);
    Detector detector = lstm();
    for (int i = 0; i < 3_000; i++) {
      detector.add(i * STEP, 50 + random.nextGaussian());
    }
    assertThat(detector.add(3_000 * STEP, 90).score()).isGreaterThan(0.3);
    for (int i = 3_001; i < 3_500; i++) {
      Score score = detector.add(i * STEP, 90 + random.nextGaussian());
      if (i > 3_400) {
        assertThat(score.expected()).isBetween(85.0, 95.0);
        assertThat(score.strength()).isLessThan(0.6);
      }
    }
  }

  @Test
  void aGapIsNoAnomalyOfTheValueBehindIt() {
    Random random = new Random(5);
    Detector detector = lstm();
    for (int i = 0; i < 2_000; i++) {
      detector.add(i * STEP, wave(i, random));
    }
    Score behind = detector.add((2_000 + DAY / 4) * STEP, wave(2_000 + DAY / 4, random));

    assertThat(behind.strength()).isLessThan(0.4);
    assertThat(behind.lower()).isLessThan(behind.expected());
  }

  @Test
  void aSeriesKeepsLessThanAThousandBytes() throws IOException {
    Lstm member = new Lstm();
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      member.next(i * STEP, wave(i, random));
    }
    assertThat(bytes(member)).hasSizeLessThan(1_000);
  }

  @Test
  void whatAnotherNetworkRemembersIsForgottenAndTheScaleIsNot() throws IOException {
    Lstm member = new Lstm();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      member.next(i * STEP, wave(i, random));
    }
    byte[] written = bytes(member);
    written[0] ^= 1;

    Lstm read = read(written);

    assertThat(bytes(read)).isNotEqualTo(bytes(member)).hasSize(written.length);
    assertThat(read.next(500 * STEP, wave(500, random)).expected()).isBetween(50.0, 150.0);
  }

  @Test
  void aMemoryThatNoNetworkHasIsTold() throws IOException {
    byte[] written = bytes(new Lstm());
    written[8] = 127;

    assertThatThrownBy(() -> read(written))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 to 4096 numbers")
        .hasMessageContaining("let it learn anew");
  }

  @Test
  void aNetworkThatGivesNoAnswerLeavesAllAsItWas() throws IOException {
    boolean[] fails = {false};
    LstmNetwork sometimes =
        (input, memory) -> {
          if (fails[0]) {
            throw new ModelException("no answer", null);
          }
          return new LstmNetwork.Step(0, 1, memory);
        };
    Lstm member = new Lstm(() -> sometimes);
    for (int i = 0; i < 20; i++) {
      member.next(i * STEP, i);
    }
    byte[] before = bytes(member);
    fails[0] = true;

    assertThatThrownBy(() -> member.next(20 * STEP, 20)).isInstanceOf(ModelException.class);

    assertThat(bytes(member)).isEqualTo(before);
    fails[0] = false;
    assertThat(member.next(20 * STEP, 20).isKnown()).isTrue();
  }

  @Test
  void saysWhereTheLibraryBelongsIfItIsNotThere() throws Exception {
    try (URLClassLoader job = new OwnClassesFirst(false)) {
      Method check =
          job.loadClass(Detectors.class.getName()).getMethod("requireLibrary", String.class);
      check.invoke(null, "random-cut-forest");
      assertThatThrownBy(() -> check.invoke(null, "lstm"))
          .cause()
          .hasMessageContaining("not on the class path")
          .hasMessageContaining("folder lib of Flink")
          .hasMessageContaining("onnxruntime-%s.jar".formatted(OnnxLibrary.load().getVersion()));
    }
    Detectors.requireLibrary("lstm");
  }

  /**
   * As with a job that begins again in one process: its classes are others, the library's are not.
   */
  @Test
  void aJobThatBeginsAgainLoadsTheNetworkAgain() throws Exception {
    for (int start = 0; start < 3; start++) {
      try (URLClassLoader job = new OwnClassesFirst(true)) {
        Class<?> detectors = job.loadClass(Detectors.class.getName());
        assertThat(detectors).isNotEqualTo(Detectors.class);
        detectors.getMethod("load", String.class).invoke(null, "lstm");
        detectors.getMethod("release").invoke(null);
      }
    }
  }

  /** Loads detectors from its own place, all else from that of the tests. */
  private static final class OwnClassesFirst extends URLClassLoader {
    private final boolean hasLibrary;

    OwnClassesFirst(boolean hasLibrary) {
      super(
          new URL[] {Detectors.class.getProtectionDomain().getCodeSource().getLocation()},
          LstmTest.class.getClassLoader());
      this.hasLibrary = hasLibrary;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!hasLibrary && name.startsWith("ai.onnxruntime.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.barograph.ml.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Test
  void whatWasReleasedIsMadeAnew() {
    Detector undisturbed = lstm();
    Detector released = lstm();
    Random random = new Random(2);
    for (int i = 0; i < 60; i++) {
      double value = wave(i, random);
      Score score = undisturbed.add(i * STEP, value);
      if (i == 30) {
        Detectors.release();
        Detectors.release();
      }
      assertThat(released.add(i * STEP, value)).isEqualTo(score);
    }
  }
}
