package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cep.chain.ChainDetection;
import io.barograph.jobs.replay.IncidentReplayJob;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.cep.CEP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kinds of incidents that are chains come of Flink CEP alone, each in a process of its own. */
class ChainModuleITCase {
  private static final String PACK = "../rules/chains";

  private static final String GROWS_WORSE =
      """
      {"type":"alert","t":0,"service":"a","rule":"Slow","severity":"warning","fingerprint":"f","status":"firing","id":"1"}
      {"type":"alert","t":60,"service":"a","rule":"Slow","severity":"error","fingerprint":"f","status":"firing","id":"2"}
      {"type":"alert","t":120,"service":"a","rule":"Slow","severity":"critical","fingerprint":"f","status":"firing","id":"3"}
      """;

  @TempDir Path folder;

  @Test
  void withItAnEscalationIsFound() throws Exception {
    assertThat(run(KindsOfIncidents.class, List.of(), PACK))
        .contains("kinds: escalation", "missing: nothing");
  }

  @Test
  void withoutTheModuleThereIsNoneAndTheJobSaysSo() throws Exception {
    assertThat(run(KindsOfIncidents.class, List.of(ChainDetection.class), PACK))
        .contains(
            "kinds: cascade",
            "missing: no chains are looked for, so there are no escalations: "
                + "io.barograph.cep.chain.ChainDetection is not on the class path",
            "BarographJob can be linked");
  }

  @Test
  void withoutFlinksOwnPartThereIsNoneEither() throws Exception {
    assertThat(run(KindsOfIncidents.class, List.of(CEP.class), PACK))
        .contains(
            "kinds: cascade",
            "missing: no chains are looked for, so there are no escalations: "
                + "org.apache.flink.cep.CEP is not on the class path");
  }

  @Test
  void aReplayWithoutItSaysSoToo() throws Exception {
    String topology =
        Files.writeString(folder.resolve("t.json"), "{\"calls\":{\"a\":[]}}").toString();
    String events = Files.writeString(folder.resolve("e.jsonl"), GROWS_WORSE).toString();
    String[] arguments = {
      "--topology", topology, "--input", events, "--output", folder.toString(), "--patterns", PACK
    };
    assertThat(run(IncidentReplayJob.class, List.of(ChainDetection.class), arguments))
        .contains("3 lines read, 0 of them left out")
        .anyMatch(line -> line.startsWith("no chains are looked for"));
    assertThat(kinds()).isNotEmpty().doesNotContain("escalation");
  }

  private List<String> kinds() throws IOException {
    return Files.readAllLines(folder.resolve("incidents.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1)[2])
        .toList();
  }

  /** What a program prints, on the class path of this one less what some classes came of. */
  private List<String> run(Class<?> main, List<Class<?>> without, String... arguments)
      throws Exception {
    List<Path> left = new ArrayList<>();
    for (Class<?> one : without) {
      left.add(origin(one));
    }
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !left.contains(Path.of(entry).toAbsolutePath().normalize()))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "--add-opens", "java.base/java.util=ALL-UNNAMED", "-cp", path));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean isOver = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(isOver && process.exitValue() == 0).as(String.join("\n", lines)).isTrue();
    return lines;
  }

  private static Path origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
