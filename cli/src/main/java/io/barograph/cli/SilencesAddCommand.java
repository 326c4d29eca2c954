package io.barograph.cli;

import io.barograph.cli.ChangeOption.When;
import io.barograph.cli.ChangeOption.WhenConverter;
import io.barograph.cli.orders.OrderDesk;
import io.barograph.cli.orders.SilenceText;
import io.barograph.cli.stack.StackException;
import io.barograph.core.command.Command;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.RecurrenceText;
import io.barograph.core.route.Silence;
import io.barograph.core.route.SilenceAnswer;
import io.barograph.core.route.TimeInterval;
import io.barograph.promql.routing.MatcherSyntax;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds a silence. */
@CommandLine.Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds a silence: from its start to its end nobody is told of alerts that match all its"
          + " matchers. They fire all the same, and stand in topics and indices. Who was told that an"
          + " alert fires is told when it ends.",
      "Matchers are Alertmanager's: name=value, name!=value, name=~expression, name!~expression;"
          + " a word alone is the alertname. Quote them for the shell.",
      "The silence holds five seconds from now, so that it has reached the job when the job's clock"
          + " does, unless --start says otherwise. Prints the id of the silence, by which 'silences"
          + " expire' ends it.",
      "Exit status 0 if the silence is added, 1 if it is refused."
    },
    footer = {
      "",
      "Examples:",
      "  barograph silences add Down 'instance=~\"db.*\"' --duration 2h --comment 'new disks'",
      "  barograph silences add service=payments --start 2026-01-03T22:00:00Z --duration 4h \\",
      "      --comment 'release 7' --author li",
      "  barograph silences add host=db-1 --every 'saturday 22:00-24:00 zone=Asia/Shanghai' \\",
      "      --until 2027-01-01T00:00:00Z --comment 'backups'",
      "  barograph silences add severity=warning --until 2026-01-05T08:00:00Z --comment weekend",
      "  barograph silences add 'alertname=~\".+\"' --everything --duration 10m --comment 'power test'"
    })
final class SilencesAddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderDeskOption deskOption;
  @Mixin private OrderOption order;

  @Parameters(
      arity = "1..*",
      paramLabel = "MATCHER",
      description = "what an alert must match, all of it")
  private List<String> matchers;

  @ArgGroup(multiplicity = "1")
  private End end;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = WhenConverter.class,
      description = "from when: +DURATION from now, or as 2026-01-02T03:04:05Z (default: +5s)")
  private When start = new When(Optional.empty(), Duration.ofMillis(OrderOption.LEAD_MILLIS));

  @Option(
      names = "--every",
      paramLabel = "WHEN",
      description = {
        "a maintenance window: silent only then, between its start and its end; several times for"
            + " several. Weekdays, times, days=, months=, years= and zone=, such as",
        "'saturday,sunday 22:00-24:00 zone=Asia/Shanghai' or 'days=1:7 04:00-05:00'"
      })
  private List<String> every = List.of();

  @Option(
      names = "--everything",
      description = "matchers that tell no alerts apart are meant so: every alert is silenced")
  private boolean everything;

  private final OrderDeskOption.Opener opener;
  private final InstantSource clock;

  /** One of the two says when the silence ends. */
  private static final class End {
    @Option(
        names = "--duration",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "for how long from its start: 90s, 30m, 2h, 1d12h")
    private Duration duration;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        converter = WhenConverter.class,
        description = "until when: +DURATION from now, or as 2026-01-02T03:04:05Z")
    private When until;

    long millis(long start, long now) {
      return until == null ? start + duration.toMillis() : until.millis(now);
    }
  }

  SilencesAddCommand() {
    this(OrderDeskOption::open, InstantSource.system());
  }

  SilencesAddCommand(OrderDeskOption.Opener opener, InstantSource clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (order.comment().isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "--comment is missing: say why, for those who wonder");
    }
    long now = clock.millis();
    Command silence = command(now);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (OrderDesk desk = opener.open(deskOption, err)) {
      Silence added = added(silence.applyTo(desk.silences()).orElseThrow());
      desk.give(List.of(silence));
      out.println(silence.id());
      err.println(
          "%s is silent from %s to %s%s"
              .formatted(
                  AlertmanagerText.matchers(added.matchers()),
                  SilenceText.time(added.startsAt()),
                  SilenceText.time(added.endsAt()),
                  added.recurrence().isEmpty() ? "" : ", " + SilenceText.recurrence(added)));
    }
    out.flush();
    err.flush();
    return 0;
  }

  private Command command(long now) {
    long time = now + OrderOption.LEAD_MILLIS;
    long startsAt = Math.max(time, start.millis(now));
    long endsAt = end.millis(startsAt, now);
    if (endsAt <= startsAt) {
      throw new ParameterException(
          spec.commandLine(),
          "the silence must end after it starts: it would start at %s and end at %s"
              .formatted(SilenceText.time(startsAt), SilenceText.time(endsAt)));
    }
    try {
      Silence silence =
          new Silence(
              "",
              parsedMatchers(),
              startsAt,
              endsAt,
              order.author(),
              order.comment(),
              new TreeMap<>(),
              time,
              every.stream().map(SilencesAddCommand::recurring).toList());
      return new Command(
          Command.Kind.SILENCE,
          OrderOption.newId(),
          time,
          order.author(),
          order.comment(),
          "",
          Optional.of(silence),
          everything);
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
    }
  }

  private static TimeInterval recurring(String text) {
    try {
      return RecurrenceText.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("--every \"%s\": %s".formatted(text, wrong.getMessage()));
    }
  }

  /** Where amtool takes a first word that is no matcher for an alertname, any is. */
  private List<LabelMatcher> parsedMatchers() {
    List<LabelMatcher> parsed = new ArrayList<>();
    for (String text : matchers) {
      boolean isWord = text.chars().noneMatch(character -> "=!~{},\"".indexOf(character) >= 0);
      parsed.addAll(
          isWord ? List.of(LabelMatcher.equal("alertname", text)) : MatcherSyntax.parse(text));
    }
    return parsed;
  }

  private static Silence added(SilenceAnswer answer) {
    if (answer.outcome().isRefusal()) {
      throw new StackException("the silence is refused: " + reason(answer.outcome()));
    }
    return answer.silence().orElseThrow();
  }

  private static String reason(SilenceAnswer.Outcome outcome) {
    return switch (outcome) {
      case MATCHES_EVERYTHING ->
          "its matchers tell no alerts apart, so that nobody would be told of anything; name a"
              + " label, or say --everything if that is meant";
      case MATCHES_EMPTY ->
          outcome.text() + "; add one that an alert must have, such as alertname=Down";
      case TOO_MANY -> outcome.text() + ": 'silences list' shows them";
      default -> outcome.text();
    };
  }
}
