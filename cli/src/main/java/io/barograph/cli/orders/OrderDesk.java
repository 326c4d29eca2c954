package io.barograph.cli.orders;

import io.barograph.core.command.Command;
import io.barograph.core.route.SilenceBook;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Where orders are given to a job, and where those that were given can be looked at. */
public interface OrderDesk extends AutoCloseable {
  /** All orders that were given up to now, in any order. */
  List<Command> given();

  /**
   * Gives orders; returns when they are kept.
   *
   * @throws io.barograph.cli.stack.StackException if they cannot be given; of orders that are not
   *     valid none is
   */
  void give(List<Command> orders) throws InterruptedException;

  /** The ids of the alerts that are not over. */
  Set<String> liveAlerts();

  /** The silences as a job has them that has taken all orders. */
  default SilenceBook silences() {
    SilenceBook silences = new SilenceBook();
    given().stream()
        .sorted(Comparator.comparingLong(Command::time).thenComparing(Command::id))
        .forEach(order -> order.applyTo(silences));
    return silences;
  }

  @Override
  void close();
}
