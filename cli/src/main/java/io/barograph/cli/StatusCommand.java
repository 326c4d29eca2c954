package io.barograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Server;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackPorts;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.TopicDefinition;
import io.barograph.cli.stack.Topics;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what of the stack runs and how far it got. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows each server with its process, memory and address, each topic with the records ever"
          + " written to it, each index with its documents, and each job with its state.",
      "Exit status 0 if every server answers, 1 if not."
    },
    footer = {"", "Examples:", "  barograph status", "  barograph status --home /tmp/stack"})
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption homeOption;

  @Override
  public Integer call() throws InterruptedException {
    StackHome home = homeOption.home();
    StackPorts ports = StackPorts.load(home).orElse(StackPorts.DEFAULT);
    Stack stack = new Stack(home, Installation.current(), ports, line -> {});
    PrintWriter out = spec.commandLine().getOut();
    out.println("stack in " + home.root());
    boolean allReady = true;
    for (Server server : stack.servers()) {
      boolean ready = server.process().isAlive() && server.isReady();
      allReady &= ready;
      out.println(serverLine(server, ready));
    }
    if (stack.servers().get(0).process().isAlive()) {
      topics(ports, out);
    }
    indices(ports, stack.http(), out);
    jobs(ports, stack.http(), out);
    out.flush();
    return allReady ? 0 : 1;
  }

  private static String serverLine(Server server, boolean ready) {
    return server
        .process()
        .handle()
        .map(
            handle ->
                "  %-14s %-9s pid %-7d %5d MiB  %s"
                    .formatted(
                        server.name(),
                        ready ? "running" : "starting",
                        handle.pid(),
                        server.process().residentBytes() >> 20,
                        server.address()))
        .orElseGet(() -> "  %-14s stopped".formatted(server.name()));
  }

  private static void topics(StackPorts ports, PrintWriter out) throws InterruptedException {
    try (Topics topics = new Topics(ports.kafkaAddress())) {
      out.println("topics");
      topics
          .endOffsets(TopicCatalogue.DEFAULT.all().stream().map(TopicDefinition::name).toList())
          .forEach((topic, end) -> out.println("  %-26s %,12d records".formatted(topic, end)));
    }
  }

  private static void indices(StackPorts ports, Http http, PrintWriter out) {
    http.get(ports.elasticsearchUrl() + "/_cat/indices/barograph-*?format=json&s=index")
        .filter(indices -> !indices.isEmpty())
        .ifPresent(
            indices -> {
              out.println("indices");
              for (JsonNode index : indices) {
                out.println(
                    "  %-26s %,12d documents"
                        .formatted(
                            index.path("index").asText(), index.path("docs.count").asLong()));
              }
            });
  }

  private static void jobs(StackPorts ports, Http http, PrintWriter out) {
    http.get(ports.flinkUrl() + "/jobs/overview")
        .map(overview -> overview.path("jobs"))
        .filter(jobs -> !jobs.isEmpty())
        .ifPresent(
            jobs -> {
              out.println("jobs");
              for (JsonNode job : jobs) {
                out.println(
                    "  %-26s %12s  %s"
                        .formatted(
                            job.path("name").asText(),
                            job.path("state").asText().toLowerCase(Locale.ROOT),
                            job.path("jid").asText()));
              }
            });
  }
}
