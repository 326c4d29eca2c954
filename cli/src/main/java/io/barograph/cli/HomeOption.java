package io.barograph.cli;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.StackHome;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the stack's folder. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "folder of the stack (default: .barograph in the project's root)")
  private Path home;

  StackHome home() {
    return new StackHome(
        home != null ? home : Installation.current().project().resolve(".barograph"));
  }

  /** The option as it would be given to another command. */
  String asArgument() {
    return "--home=" + home().root();
  }
}
