package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.barograph.cli.stack.RealKafka;
import io.barograph.cli.stack.TestInstallation;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The watch on a real broker that falls silent, is away, and comes back. */
class WatchCommandITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger(1);
  private final StringWriter out = new StringWriter();
  private HttpServer robot;
  private RealKafka kafka;
  private Thread watch;

  @BeforeEach
  void start() throws Exception {
    assumeThat(TestInstallation.get().kafkaJars()).as("Kafka is laid out").isDirectory();
    robot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    robot.createContext("/robot/send", this::answer);
    robot.start();
    kafka = RealKafka.start(folder.resolve("home"));
    try (Topics topics = new Topics(kafka.address())) {
      topics.create(TopicCatalogue.DEFAULT.all());
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (watch != null) {
      watch.interrupt();
      watch.join();
    }
    if (kafka != null) {
      kafka.close();
      robot.stop(0);
    }
  }

  @Test
  void criesOnceWhenNothingIsWrittenAndWhenTheBrokerIsAwayAndTellsTheEnd() throws Exception {
    CommandsOnStack commands = new CommandsOnStack(kafka);
    watch = new Thread(this::watch, "watch");
    watch.start();
    await().atMost(PATIENCE).until(() -> out.toString().contains("listens to"));
    awaitTold("BarographSilent begin");
    Thread.sleep(5_000);
    assertThat(told).as("once, though the robot was busy at first").hasSize(1);

    awaitBackBy(commands);
    assertThat(told).containsExactly("BarographSilent begin", "BarographSilent end");

    kafka.close();
    awaitTold("BarographSilent begin");
    assertThat(told).hasSize(3);
    kafka.startAgain();
    awaitBackBy(commands);
    assertThat(told).hasSize(4).endsWith("BarographSilent end");
  }

  private void awaitTold(String what) {
    int before = told.size();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(told).hasSizeGreaterThan(before).endsWith(what));
  }

  /** Writes to a topic until that is heard. */
  private void awaitBackBy(CommandsOnStack commands) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              commands.send("notifications", "{}");
              return told.get(told.size() - 1).endsWith("end");
            });
  }

  private void watch() {
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.execute(
        "watch",
        "--config",
        config().toString(),
        "--receiver",
        "desk",
        "--silence",
        "3s",
        "--bootstrap-servers",
        kafka.address());
  }

  private Path config() {
    try {
      return Files.writeString(
          folder.resolve("alertmanager.yml"),
          """
          route: {receiver: desk}
          receivers:
          - name: desk
            dingtalk_configs:
            - {url: "http://127.0.0.1:%d/robot/send?access_token=t", send_resolved: false}
          """
              .formatted(robot.getAddress().getPort()));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The first time the robot is busy. */
  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean isBusy = refusals.getAndDecrement() > 0;
    if (!isBusy) {
      String what = body.contains("barograph.notifications") ? "BarographSilent " : body;
      told.add(what + (body.contains("FIRING") ? "begin" : "end"));
    }
    byte[] answer = "{\"errcode\":%d}".formatted(isBusy ? -1 : 0).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
