package io.barograph.cli;

import io.barograph.core.command.Command.Kind;
import java.time.InstantSource;
import picocli.CommandLine.Command;

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
final class AlertsAckCommand extends AlertOrderCommand {
  AlertsAckCommand() {
    this(OrderDeskOption::open, InstantSource.system());
  }

  AlertsAckCommand(OrderDeskOption.Opener opener, InstantSource clock) {
    super(Kind.ACK, "acknowledged", opener, clock);
  }
}
