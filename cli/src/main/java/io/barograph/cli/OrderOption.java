package io.barograph.cli;

import io.barograph.core.command.Command;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Mixin;

/** The options that say whose an order is, and why it is given. */
final class OrderOption {
  /** From when an order holds: the job's clock is to reach it after the order has. */
  static final long LEAD_MILLIS = 5_000;

  @Mixin private AuthorOption author;

  String comment() {
    return author.comment();
  }

  String author() {
    return author.author();
  }

  /** An order about a silence or an alert, by its id. */
  Command about(Command.Kind kind, String subject, long time) {
    return new Command(
        kind,
        newId(),
        time,
        author(),
        comment(),
        subject,
        Optional.empty(),
        /* everything= */ false);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }
}
