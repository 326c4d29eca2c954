package io.barograph.cli;

import io.barograph.core.command.Command.Kind;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** Says that an alert is over, whatever its condition says. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    description = {
      "Says that an alert is over, whatever its condition says: who was told that it fires is told"
          + " that it has ended, and nobody hears of it until it has ended and fires anew. It"
          + " inhibits nothing any more. Topics, indices and 'alerts list' go on to show what the"
          + " rule says. It holds five seconds from now.",
      "Exit status 0 if it is ordered, 1 if there is no alert of that id that is not over."
    },
    footer = {
      "",
      "Examples:",
      "  barograph alerts resolve 4b59aae0945e4b54-1795721750000 --comment 'disk was replaced'"
    })
final class AlertsResolveCommand extends AlertOrderCommand {
  AlertsResolveCommand() {
    this(OrderDeskOption::open, InstantSource.system());
  }

  AlertsResolveCommand(OrderDeskOption.Opener opener, InstantSource clock) {
    super(Kind.RESOLVE, "resolved", opener, clock);
  }
}
