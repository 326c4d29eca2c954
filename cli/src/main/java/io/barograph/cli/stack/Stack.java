package io.barograph.cli.stack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Kafka, Elasticsearch and a Flink session cluster on one machine.
 *
 * <p>{@link #start} makes this process the one that looks after the servers: they end when it
 * closes the stack, when it is interrupted and when it is killed.
 */
public final class Stack implements AutoCloseable {
  /** The name under which the process that looks after the servers leaves its pid. */
  public static final String SUPERVISOR = "supervisor";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final StackHome home;
  private final Installation installation;
  private final StackPorts ports;
  private final Consumer<String> says;
  private final Http http = new Http();
  private final Server kafka;
  private final Server elasticsearch;
  private final Server jobManager;
  private final Server taskManager;
  private final Thread endHook = new Thread(this::stopServers, "stop-the-stack");

  private final IndexRetention retention;

  /** Null until the server is there, and if it looks after its indices itself. */
  private volatile ExpiredIndices expired;

  private StackLock lock;
  private Watchdog watchdog;
  private volatile boolean stopped;

  /**
   * A stack that is not started yet, or that another process looks after.
   *
   * @param says takes one line per event, for people
   */
  public Stack(StackHome home, Installation installation, StackPorts ports, Consumer<String> says) {
    this(home, installation, ports, IndexRetention.DEFAULT, says);
  }

  /**
   * The same.
   *
   * @param retention how long indices live
   */
  public Stack(
      StackHome home,
      Installation installation,
      StackPorts ports,
      IndexRetention retention,
      Consumer<String> says) {
    this.retention = retention;
    this.home = home;
    this.installation = installation;
    this.ports = ports;
    this.says = says;
    this.kafka = new KafkaServer(home, installation, ports);
    this.elasticsearch = new ElasticsearchServer(home, installation, ports, http);
    this.jobManager = new FlinkJobManager(home, installation, ports, http);
    this.taskManager = new FlinkTaskManager(home, installation, ports, http);
  }

  /** All servers, in the order in which people think of them. */
  public List<Server> servers() {
    return List.of(kafka, elasticsearch, jobManager, taskManager);
  }

  /** The folder of the stack. */
  public StackHome home() {
    return home;
  }

  /** Where the stack answers. */
  public StackPorts ports() {
    return ports;
  }

  /** The client for the servers' JSON interfaces. */
  public Http http() {
    return http;
  }

  /**
   * Starts all servers side by side and returns once all answer, topics and index templates are
   * there.
   *
   * @throws StackException if one of them cannot be started; none is left running then
   */
  public void start() throws IOException {
    installation.requireBuilt();
    home.create();
    lock = StackLock.take(home);
    home.emptyTmp();
    endLeftovers();
    ports.requireFree();
    ports.save(home);
    home.pidFile(SUPERVISOR).write(ProcessHandle.current());
    watchdog = Watchdog.start(home);
    Runtime.getRuntime().addShutdownHook(endHook);
    new FlinkClient(home, installation).writeScript();
    try {
      startServers();
    } catch (CompletionException e) {
      close();
      if (e.getCause() instanceof StackException sentence) {
        throw sentence;
      }
      throw new StackException("the stack did not start: " + e.getCause().getMessage(), e);
    }
  }

  private void startServers() {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      CompletableFuture.allOf(
              branch(threads, () -> startKafka(System.nanoTime())),
              branch(threads, () -> startElasticsearch(System.nanoTime())),
              branch(threads, () -> startFlink(System.nanoTime())))
          .join();
    } finally {
      threads.shutdownNow();
    }
  }

  private void startKafka(long since) throws IOException, InterruptedException {
    start(kafka);
    awaitReady(kafka, since);
    try (Topics topics = new Topics(kafka.address())) {
      topics.create(TopicCatalogue.DEFAULT.all());
    }
  }

  private void startElasticsearch(long since) throws IOException, InterruptedException {
    start(elasticsearch);
    awaitReady(elasticsearch, since);
    String address = elasticsearch.address();
    boolean isManaged =
        IndexLifecycle.installIfOffered(installation.indexLifecycle(), address, http, retention);
    IndexTemplates.install(
        installation.indexTemplates(),
        address,
        http,
        isManaged ? retention.families().keySet() : Set.of());
    expired = isManaged ? null : new ExpiredIndices(address, http, retention);
  }

  /** Deletes indices whose time is over, once a day, unless the server does so itself. */
  void deleteExpiredIndices(Instant now) {
    ExpiredIndices indices = expired;
    if (indices == null) {
      return;
    }
    try {
      indices.delete(now).forEach(name -> says.accept("deleted the index " + name));
    } catch (IOException failure) {
      says.accept("indices whose time is over were not deleted: " + failure.getMessage());
    }
  }

  private void startFlink(long since) throws IOException, InterruptedException {
    start(jobManager);
    start(taskManager);
    awaitReady(jobManager, since);
    awaitReady(taskManager, since);
  }

  /** Starts one server unless the stack is being stopped. */
  void start(Server server) throws IOException, InterruptedException {
    if (!stopped) {
      server.start();
    }
    if (stopped) {
      server.process().stop();
    }
  }

  private void awaitReady(Server server, long sinceNanos) throws InterruptedException {
    server.awaitReady(PATIENCE);
    double seconds = (System.nanoTime() - sinceNanos) / 1e9;
    says.accept(
        String.format(
            Locale.ROOT, "%-14s up after %4.1f s   %s", server.name(), seconds, server.address()));
  }

  /** A supervisor for the servers of this stack. */
  public Supervisor supervisor() {
    return new Supervisor(this, taskManager, List.of(kafka, elasticsearch, jobManager), says);
  }

  /** True once the stack is being stopped. */
  public boolean isStopped() {
    return stopped;
  }

  /** Stops all servers: readers before writers. Does nothing the second time. */
  public synchronized void stopServers() {
    if (stopped) {
      return;
    }
    stopped = true;
    endLeftovers();
    home.pidFile(SUPERVISOR).delete();
  }

  /** Ends every server that still runs in this home, whoever started it. */
  public void endLeftovers() {
    taskManager.process().stop();
    jobManager.process().stop();
    CompletableFuture<Void> search = CompletableFuture.runAsync(elasticsearch.process()::stop);
    kafka.process().stop();
    search.join();
  }

  @Override
  public void close() throws IOException {
    stopServers();
    try {
      Runtime.getRuntime().removeShutdownHook(endHook);
    } catch (IllegalStateException e) {
      return; // the machine is shutting down, the hook has stopped or is stopping the servers
    }
    watchdog.close();
    lock.close();
  }

  /** One branch of the start, with its failure wrapped. */
  private interface Branch {
    void run() throws IOException, InterruptedException;
  }

  private static CompletableFuture<Void> branch(ExecutorService threads, Branch branch) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            branch.run();
          } catch (IOException e) {
            throw new CompletionException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
          }
        },
        threads);
  }
}
