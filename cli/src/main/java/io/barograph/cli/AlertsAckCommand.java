package io.barograph.cli;

import io.barograph.cli.orders.OrderDesk;
import io.barograph.cli.stack.StackException;
import io.barograph.core.command.Command.Kind;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says that somebody takes care of an alert. */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    description = {
      "Says that somebody takes care of an alert, so that nobody is reminded of it. What changes is"
          + " told all the same: another alert of its group, and the end. It holds five seconds from"
          + " now, and until the alert ends.",
      "Exit status 0 if the alert is acknowledged, 1 if there is none of that id that is not over."
    },
    footer = {
      "",
      "Examples:",
      "  barograph alerts ack 4b59aae0945e4b54-1795721750000",
      "  barograph alerts ack 4b59aae0945e4b54-1795721750000 --author li --comment 'on the disks'"
    })
final class AlertsAckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderDeskOption deskOption;
  @Mixin private OrderOption order;

  @Parameters(paramLabel = "ID", description = "of an episode, as 'alerts list --json' shows it")
  private String id;

  private final OrderDeskOption.Opener opener;
  private final InstantSource clock;

  AlertsAckCommand() {
    this(OrderDeskOption::open, InstantSource.system());
  }

  AlertsAckCommand(OrderDeskOption.Opener opener, InstantSource clock) {
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
      desk.give(List.of(order.about(Kind.ACK, id, clock.millis() + OrderOption.LEAD_MILLIS)));
      out.println(id + ": acknowledged by " + order.author());
    }
    out.flush();
    return 0;
  }
}
