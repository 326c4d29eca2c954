package io.barograph.cli;

import io.barograph.cli.orders.OrderDesk;
import io.barograph.cli.stack.StackException;
import io.barograph.core.command.Command.Kind;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Orders something of an alert that is not over. */
abstract class AlertOrderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderDeskOption deskOption;
  @Mixin private OrderOption order;

  @Parameters(paramLabel = "ID", description = "of an episode, as 'alerts list --json' shows it")
  private String id;

  private final Kind kind;
  private final String done;
  private final OrderDeskOption.Opener opener;
  private final InstantSource clock;

  /**
   * A command that orders one thing.
   *
   * @param done what is so once it is ordered, in a word
   */
  AlertOrderCommand(Kind kind, String done, OrderDeskOption.Opener opener, InstantSource clock) {
    this.kind = kind;
    this.done = done;
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (OrderDesk desk = opener.open(deskOption, spec.commandLine().getErr())) {
      if (!desk.liveAlerts().contains(id)) {
        throw new StackException(
            "no alert that is not over has the id %s: 'alerts list --json' shows ids"
                .formatted(id));
      }
      desk.give(List.of(order.about(kind, id, clock.millis() + OrderOption.LEAD_MILLIS)));
      out.println("%s: %s by %s".formatted(id, done, order.author()));
    }
    out.flush();
    return 0;
  }
}
