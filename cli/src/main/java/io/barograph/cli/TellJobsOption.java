package io.barograph.cli;

import io.barograph.cli.models.ModelDesk;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whether running jobs are told of a promotion, and where. */
final class TellJobsOption {
  @Mixin private OrderDeskOption deskOption;

  @Option(
      names = "--tell-jobs",
      description = {
        "tell running jobs too, by the topic barograph.models: those with an input of the format"
            + " models need no restart; so does --bootstrap-servers"
      })
  private boolean isAsked;

  /** Where commands that promote open the desk. */
  @FunctionalInterface
  interface Opener {
    ModelDesk open(OrderDeskOption option) throws InterruptedException;
  }

  /** The desk, if jobs are to be told. */
  Optional<ModelDesk> desk(Opener opener) throws InterruptedException {
    return isAsked || deskOption.isNamed()
        ? Optional.of(opener.open(deskOption))
        : Optional.empty();
  }
}
