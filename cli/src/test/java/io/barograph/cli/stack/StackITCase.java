package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real servers once, on ports that are free, and stops them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OPTION = "-Dbarograph.test=stack";

  private final List<String> said = new ArrayList<>();

  @TempDir private static Path folder;

  private Stack stack;

  @BeforeAll
  void start() throws IOException {
    Installation plain = TestInstallation.get();
    List<String> options = Stream.concat(plain.javaOptions().stream(), Stream.of(OPTION)).toList();
    Installation installation = new Installation(plain.project(), options);
    assumeThat(installation.kafkaJars()).as("the servers' jars are laid out").isDirectory();
    StackPorts ports =
        new StackPorts(PortCheck.anyFree(), PortCheck.anyFree(), PortCheck.anyFree());
    stack = new Stack(new StackHome(folder.resolve("home")), installation, ports, said::add);
    stack.start();
  }

  @AfterAll
  void stop() throws IOException {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  @Order(1)
  void everyServerAnswersAndSaysSo() {
    assertThat(stack.servers()).allMatch(Server::isReady);
    assertThat(said).hasSize(4).allMatch(line -> line.matches("\\w+ +up after +[0-9.]+ s   \\S+"));
  }

  @Test
  @Order(1)
  void everyServerRunsWithTheOptionsOfItsInstallation() {
    for (Server server : stack.servers()) {
      ProcessHandle process = server.process().handle().orElseThrow();
      assertThat(Stream.concat(Stream.of(process), process.descendants()))
          .as(server.name())
          .anyMatch(one -> one.info().commandLine().orElse("").contains(OPTION));
    }
  }

  @Test
  @Order(2)
  void allTopicsAreThere() throws InterruptedException {
    try (Topics topics = new Topics(stack.ports().kafkaAddress())) {
      List<String> names =
          TopicCatalogue.DEFAULT.all().stream().map(TopicDefinition::name).toList();
      assertThat(topics.endOffsets(names).keySet()).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  @Order(3)
  void noServerListensBeyondTheLoopbackInterface() throws IOException {
    List<InetAddress> others = ListeningSockets.addressesOf(stack.servers());
    assertThat(others).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  @Order(4)
  void aSecondStackInTheSameFolderIsRefused() {
    Stack second = new Stack(stack.home(), Installation.current(), stack.ports(), line -> {});
    assertThatThrownBy(() -> StackLock.take(second.home())).hasMessageContaining("already runs");
  }

  @Test
  @Order(5)
  void aDeadTaskManagerIsStartedAgain() throws InterruptedException {
    Server taskManager = stack.servers().get(3);
    long before = taskManager.process().handle().orElseThrow().pid();
    Thread supervisor = supervise();
    taskManager.process().handle().orElseThrow().destroyForcibly();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                taskManager.process().handle().filter(now -> now.pid() != before).isPresent()
                    && taskManager.isReady());
    supervisor.interrupt();
    supervisor.join();
    assertThat(said).contains("taskmanager has died: starting it again");
  }

  @Test
  @Order(6)
  void nothingIsLeftRunningAndNothingIsLeftBehind() throws IOException {
    stack.close();
    await().atMost(PATIENCE).until(() -> processesOf(stack.home()).isEmpty());
    assertThat(stack.servers()).noneMatch(server -> server.process().isAlive());
    stack.home().purge();
    assertThat(stack.home().root()).doesNotExist();
  }

  private Thread supervise() {
    Thread thread =
        new Thread(
            () -> {
              try {
                stack.supervisor().run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (IOException e) {
                said.add(e.getMessage());
              }
            });
    thread.start();
    return thread;
  }

  private static List<String> processesOf(StackHome home) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .map(StackITCase::commandLine)
          .filter(line -> line.contains(home.root().toString()))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
