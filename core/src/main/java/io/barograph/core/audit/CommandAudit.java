package io.barograph.core.audit;

import io.barograph.core.command.Command;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.RecurrenceText;
import io.barograph.core.route.Silence;
import io.barograph.core.route.SilenceAnswer;
import io.barograph.core.route.SilenceAnswer.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of commands, as entries of the audit. */
public final class CommandAudit {
  private CommandAudit() {}

  /**
   * The entry of a command. Its id is that of all that the command says, so a command that is given
   * twice has one entry, and another command of the same id has one of its own.
   *
   * @param from from when it holds, milliseconds of event time
   */
  public static AuditEntry of(Command command, long from, AuditOutcome outcome) {
    AuditKind kind = AuditKind.valueOf(command.kind().name());
    AuditedOrder order =
        new AuditedOrder(
            kind,
            command.id(),
            command.time(),
            command.author(),
            command.comment(),
            subject(command));
    return new AuditEntry(
        EntryIds.of(kind, command.time(), said(command)), 1, order, from, outcome);
  }

  /** A silence that is added is known by the command's id, as it is from then on. */
  private static String subject(Command command) {
    String changed = command.silence().map(Silence::id).orElse(command.subject());
    return changed.isEmpty() ? command.id() : changed;
  }

  /**
   * What came of a command about silences.
   *
   * @param alerts how many that fire now the silence matches
   */
  public static AuditOutcome outcome(Command command, SilenceAnswer answer, long alerts) {
    Outcome outcome = answer.outcome();
    if (outcome.isRefusal()) {
      return AuditOutcome.of(
          AuditCode.SILENCE_REFUSED,
          outcome.name().toLowerCase(Locale.ROOT),
          outcome.text(),
          command.silence().map(CommandAudit::matchers).orElse(""));
    }
    Silence silence = answer.silence().orElseThrow();
    String until = Instant.ofEpochMilli(silence.endsAt()).toString();
    String count = Long.toString(alerts);
    String replaced = answer.replaced().map(Silence::id).orElse(command.subject());
    return switch (outcome) {
      case UPDATED ->
          AuditOutcome.of(AuditCode.SILENCE_CHANGED, silence.id(), matchers(silence), until, count);
      case EXPIRED -> AuditOutcome.of(AuditCode.SILENCE_ENDED, silence.id(), matchers(silence));
      case WAS_EXPIRED -> AuditOutcome.of(AuditCode.SILENCE_WAS_OVER, silence.id());
      default ->
          replaced.isEmpty()
              ? AuditOutcome.of(AuditCode.SILENCED, silence.id(), matchers(silence), until, count)
              : AuditOutcome.of(
                  AuditCode.SILENCE_REPLACED,
                  silence.id(),
                  replaced,
                  matchers(silence),
                  until,
                  count);
    };
  }

  /** As they are written in Alertmanager's files. */
  private static String matchers(Silence silence) {
    return silence.matchers().stream()
        .map(LabelMatcher::toString)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static List<String> said(Command command) {
    List<String> said = new ArrayList<>();
    Collections.addAll(said, command.id(), command.author(), command.comment(), command.subject());
    command.silence().ifPresent(silence -> add(silence, command.everything(), said));
    return said;
  }

  private static void add(Silence silence, boolean everything, List<String> said) {
    said.add(silence.id());
    said.add(matchers(silence));
    said.add(silence.startsAt() + " " + silence.endsAt() + " " + everything);
    silence.recurrence().forEach(interval -> said.add(RecurrenceText.of(interval)));
  }
}
