package io.barograph.cli;

import picocli.CommandLine.Option;

/** The option that says for whom a command writes. */
final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "KIND",
      defaultValue = "text",
      description = "text or json (default: text)")
  private Output output;

  enum Output {
    text,
    json
  }

  boolean isJson() {
    return output == Output.json;
  }
}
