package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A single Elasticsearch node from its distribution zip, with a heap of 512 MiB. */
public final class ElasticsearchServer implements Server {
  private static final String NAME = "elasticsearch";

  private final StackHome home;
  private final Installation installation;
  private final StackPorts ports;
  private final Http http;
  private final ServerProcess process;

  /** The node of the stack in {@code home}. */
  public ElasticsearchServer(
      StackHome home, Installation installation, StackPorts ports, Http http) {
    this.home = home;
    this.installation = installation;
    this.ports = ports;
    this.http = http;
    this.process = new ServerProcess(NAME, home, logs(home).resolve(NAME + ".log"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String address() {
    return ports.elasticsearchUrl();
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Path distribution = distribution();
    Path config = home.conf().resolve(NAME);
    Path data = home.data().resolve(NAME);
    Path tmp = home.tmp().resolve(NAME);
    Path logs = logs(home);
    for (Path folder : List.of(config, data, tmp, logs)) {
      Files.createDirectories(folder);
    }
    ConfigFile.write(
        "elasticsearch.yml",
        Map.of(
            "http.port", Integer.toString(ports.elasticsearch()),
            "transport.port", Integer.toString(PortCheck.anyFree()),
            "data", data.toString(),
            "logs", logs.toString()),
        config.resolve("elasticsearch.yml"));
    ConfigFile.write("elasticsearch.options", Map.of(), config.resolve("jvm.options"));
    ConfigFile.write("log4j2.properties", Map.of(), config.resolve("log4j2.properties"));

    Unprivileged unprivileged =
        Unprivileged.choose(List.of(distribution, config, Installation.java()));
    for (Path folder : List.of(config, data, tmp, logs)) {
      unprivileged.handOver(folder);
    }
    List<String> command = new ArrayList<>(unprivileged.prefix());
    command.add(distribution.resolve("bin/elasticsearch").toString());
    process.start(
        command,
        Map.of(
            "ES_PATH_CONF",
            config.toString(),
            "ES_JAVA_HOME",
            System.getProperty("java.home"),
            "ES_TMPDIR",
            tmp.toString(),
            "CLI_JAVA_OPTS",
            "-Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djava.io.tmpdir="
                + tmp,
            "ES_JAVA_OPTS",
            javaOptions()));
  }

  private String javaOptions() {
    List<String> options = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", "-XX:-UsePerfData"));
    options.add("-Dbarograph.log=" + process.logFile());
    options.addAll(installation.javaOptions());
    return String.join(" ", options);
  }

  @Override
  public boolean isReady() {
    return PortCheck.answers(ports.elasticsearch())
        && http.get(address() + "/_cluster/health")
            .map(health -> health.path("status").asText())
            .filter(status -> status.equals("green") || status.equals("yellow"))
            .isPresent();
  }

  /** The unpacked distribution; unpacks it if that was never done, or not to the end. */
  private Path distribution() throws IOException {
    Path zip = onlyZip();
    String folder = zip.getFileName().toString().replaceFirst("\\.zip$", "");
    Path unpacked = home.data().resolve("distributions").resolve(folder);
    if (!Files.exists(unpacked)) {
      Unzip.unpack(zip, home.data().resolve("distributions"));
    }
    return unpacked;
  }

  private Path onlyZip() throws IOException {
    try (Stream<Path> files = Files.list(installation.elasticsearchZips())) {
      return files
          .filter(file -> file.toString().endsWith(".zip"))
          .max(Path::compareTo)
          .orElseThrow(
              () ->
                  new StackException(
                      "Elasticsearch's distribution is missing in "
                          + installation.elasticsearchZips()
                          + ": build it with ./mvnw package"));
    }
  }

  private static Path logs(StackHome home) {
    return home.log().resolve(NAME);
  }
}
