package io.barograph.cli;

import io.barograph.cli.orders.OrderDesk;
import io.barograph.cli.orders.SilenceJson;
import io.barograph.cli.orders.SilenceText;
import io.barograph.core.route.Silence;
import io.barograph.core.route.SilenceBook;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists silences. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the silences that hold now or will, those first that end first. Times are UTC."
    },
    footer = {
      "",
      "Examples:",
      "  barograph silences list",
      "  barograph silences list --all      also those that ended in the last five days",
      "  barograph silences list --json     one JSON object a line, as in Alertmanager's API"
    })
final class SilencesListCommand implements Callable<Integer> {
  private static final Comparator<Silence> BY_END =
      Comparator.comparingLong(Silence::endsAt).thenComparing(Silence::id);

  @Spec private CommandSpec spec;
  @Mixin private OrderDeskOption deskOption;

  @Option(names = "--all", description = "also show silences that have ended")
  private boolean all;

  @Option(names = "--json", description = "print the silences as JSON, one a line")
  private boolean json;

  private final OrderDeskOption.Opener opener;
  private final InstantSource clock;

  SilencesListCommand() {
    this(OrderDeskOption::open, InstantSource.system());
  }

  SilencesListCommand(OrderDeskOption.Opener opener, InstantSource clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (OrderDesk desk = opener.open(deskOption, spec.commandLine().getErr())) {
      long now = clock.millis();
      List<Silence> shown = shown(desk.silences(), now);
      if (json) {
        shown.forEach(silence -> out.println(SilenceJson.of(silence, now)));
      } else if (shown.isEmpty()) {
        out.println("no silence" + (all ? "" : " holds or will; --all shows those that ended"));
      } else {
        SilenceText.table(shown, now).forEach(out::println);
      }
    }
    out.flush();
    return 0;
  }

  private List<Silence> shown(SilenceBook silences, long now) {
    silences.forget(now);
    return silences.silences().stream()
        .filter(silence -> all || silence.state(now) != Silence.State.EXPIRED)
        .sorted(BY_END)
        .toList();
  }
}
