package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The stack's Kafka as a process of its own. */
public final class RealKafka implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StackHome home;
  private final KafkaServer server;

  private RealKafka(StackHome home, KafkaServer server) {
    this.home = home;
    this.server = server;
  }

  /** Starts a server whose home is {@code folder}, on a port that is free. */
  public static RealKafka start(Path folder) throws IOException, InterruptedException {
    StackHome home = new StackHome(folder);
    home.create();
    StackPorts ports = new StackPorts(PortCheck.anyFree(), 0, 0);
    ports.save(home);
    KafkaServer server = new KafkaServer(home, TestInstallation.get(), ports);
    server.start();
    server.awaitReady(PATIENCE);
    return new RealKafka(home, server);
  }

  /** The folder that commands find the server by. */
  public Path home() {
    return home.root();
  }

  /** Where the server answers. */
  public String address() {
    return server.address();
  }

  /** Starts it again where it was, behind {@link #close}. */
  public void startAgain() throws IOException, InterruptedException {
    server.start();
    server.awaitReady(PATIENCE);
  }

  @Override
  public void close() {
    server.process().stop();
  }
}
