package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller (KRaft, one node), with a heap of 384 MiB. */
public final class KafkaServer implements Server {
  private final StackHome home;
  private final Installation installation;
  private final StackPorts ports;
  private final ServerProcess process;

  /** The broker of the stack in {@code home}. */
  public KafkaServer(StackHome home, Installation installation, StackPorts ports) {
    this.home = home;
    this.installation = installation;
    this.ports = ports;
    this.process = new ServerProcess("kafka", home);
  }

  @Override
  public String name() {
    return process.name();
  }

  @Override
  public String address() {
    return ports.kafkaAddress();
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Path data = home.data().resolve("kafka");
    Path config = home.conf().resolve("kafka.properties");
    Path logging = home.conf().resolve("log4j2.properties");
    ConfigFile.write(
        "kafka.properties",
        Map.of(
            "kafka.port", Integer.toString(ports.kafka()),
            "controller.port", Integer.toString(PortCheck.anyFree()),
            "data", data.toString()),
        config);
    ConfigFile.write("log4j2.properties", Map.of(), logging);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(config);
    }
    process.start(
        new JavaCommand()
            .with("-Xms256m", "-Xmx384m", "-XX:+UseSerialGC")
            .with(installation.javaOptions())
            .with("-Djava.io.tmpdir=" + home.tmp())
            .with("-Dlog4j2.configurationFile=" + logging)
            .with("-Dbarograph.log=" + process.logFile())
            .main(installation.kafkaJars(), "kafka.Kafka")
            .with(config.toString())
            .line(),
        Map.of());
  }

  private void format(Path config) throws IOException, InterruptedException {
    Path output = home.log().resolve("kafka-format.out");
    int status =
        new ProcessBuilder(
                new JavaCommand()
                    .with("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .main(installation.kafkaJars(), "kafka.tools.StorageTool")
                    .with("format", "--ignore-formatted")
                    .with("--cluster-id", Uuid.randomUuid().toString())
                    .with("--config", config.toString())
                    .line())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new StackException("kafka's storage could not be formatted: see " + output);
    }
  }

  @Override
  public boolean isReady() {
    if (!PortCheck.answers(ports.kafka())) {
      return false;
    }
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", address());
    properties.setProperty("default.api.timeout.ms", "5000");
    properties.setProperty("request.timeout.ms", "5000");
    try (Admin admin = Admin.create(properties)) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
