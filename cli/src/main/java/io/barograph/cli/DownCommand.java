package io.barograph.cli;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Processes;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the stack and, if asked, removes everything it left on disk. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the stack, whichever shell started it.",
    footer = {
      "",
      "Examples:",
      "  barograph down            stop; topics, indices and checkpoints stay",
      "  barograph down --purge    stop and remove the stack's folder"
    })
final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private HomeOption homeOption;

  @Option(names = "--purge", description = "also remove the stack's folder with all it holds")
  private boolean purge;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    StackHome home = homeOption.home();
    Stack stack =
        new Stack(
            home,
            Installation.current(),
            StackPorts.load(home).orElse(StackPorts.DEFAULT),
            line -> {});
    Optional<ProcessHandle> supervisor = home.pidFile(Stack.SUPERVISOR).alive();
    boolean ran =
        supervisor.isPresent()
            || stack.servers().stream().anyMatch(server -> server.process().isAlive());
    supervisor.ifPresent(process -> Processes.end(process, PATIENCE));
    stack.endLeftovers();
    home.pidFile(Stack.SUPERVISOR).delete();
    out.println(
        ran ? "the stack in " + home.root() + " is stopped" : "no stack runs in " + home.root());
    if (purge && home.exists()) {
      long mebibytes = home.size() >> 20;
      home.purge();
      out.println("removed " + home.root() + ", " + mebibytes + " MiB");
    }
    return 0;
  }
}
