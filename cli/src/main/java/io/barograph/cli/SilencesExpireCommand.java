package io.barograph.cli;

import io.barograph.cli.orders.OrderDesk;
import io.barograph.cli.stack.StackException;
import io.barograph.core.command.Command;
import io.barograph.core.route.SilenceAnswer.Outcome;
import io.barograph.core.route.SilenceBook;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends silences. */
@CommandLine.Command(
    name = "expire",
    mixinStandardHelpOptions = true,
    description = {
      "Ends silences, five seconds from now. People are told of alerts that still fire then. All"
          + " silences given end, or none if one is not known.",
      "Exit status 0 if they end or had ended before, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph silences expire 1b4e28ba-2fa1-41d2-883f-0016d3cca427",
      "  barograph silences list --json | jq -r 'select(.createdBy == \"li\").id' \\",
      "      | xargs barograph silences expire --comment 'release 7 is through'"
    })
final class SilencesExpireCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderDeskOption deskOption;
  @Mixin private OrderOption order;

  @Parameters(
      arity = "1..*",
      paramLabel = "ID",
      description = "of silences, as 'silences add' and 'silences list' print them")
  private List<String> ids;

  private final OrderDeskOption.Opener opener;
  private final InstantSource clock;

  SilencesExpireCommand() {
    this(OrderDeskOption::open, InstantSource.system());
  }

  SilencesExpireCommand(OrderDeskOption.Opener opener, InstantSource clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (OrderDesk desk = opener.open(deskOption, spec.commandLine().getErr())) {
      SilenceBook silences = desk.silences();
      List<Command> orders = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      long time = clock.millis() + OrderOption.LEAD_MILLIS;
      for (String id : new LinkedHashSet<>(ids)) {
        Command expire = order.about(Command.Kind.EXPIRE, id, time);
        Outcome outcome = expire.applyTo(silences).orElseThrow().outcome();
        if (outcome == Outcome.NOT_FOUND) {
          throw new StackException(
              "no silence has the id %s: 'silences list --all' shows them; none was ended"
                  .formatted(id));
        } else if (outcome == Outcome.EXPIRED) {
          orders.add(expire);
        }
        lines.add(id + ": " + outcome.text());
      }
      desk.give(orders);
      lines.forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
