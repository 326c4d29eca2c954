package io.barograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.audit.AuditList;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.core.audit.AuditKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows who ordered what of a job. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Shows who ordered what of the running job, and what came of it: silences, words on alerts,"
          + " changes of rules, labels of series and promotions of models; the oldest first. Times are UTC.",
      "What no job has taken yet is not there, and a command that could not be read is a dead letter."
    },
    footer = {
      "",
      "Examples:",
      "  barograph audit                              of the last seven days",
      "  barograph audit --since 90m --refused        what was not done, and why",
      "  barograph audit --author ann --kind silence  her silences",
      "  barograph audit --since 2026-01-01T00:00:00Z --json"
    })
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private KafkaOption kafka;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      defaultValue = "168h",
      description = "orders given then or later: a time, or how long ago (default: 168h)")
  private Instant since;

  @Option(names = "--author", paramLabel = "NAME", description = "orders of this author alone")
  private String author = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "orders of this kind alone: silence, expire, ack, resolve, rules_apply, rules_try,"
              + " rules_promote, rules_rollback, rules_withdraw, rules_delete, label or"
              + " models_promote")
  private String kind = "";

  @Option(names = "--refused", description = "only what was refused")
  private boolean isRefused;

  @Option(names = "--json", description = "print the entries as JSON, one a line")
  private boolean json;

  @Override
  public Integer call() {
    checkKind();
    PrintWriter out = spec.commandLine().getOut();
    List<JsonNode> shown =
        AuditList.of(entries(), new AuditList.Filter(since, author, kind, isRefused));
    shown.forEach(entry -> out.println(json ? entry.toString() : AuditList.line(entry)));
    if (shown.isEmpty() && !json) {
      out.println("nobody ordered such a thing since " + since);
    }
    out.flush();
    return 0;
  }

  private void checkKind() {
    List<String> kinds = Arrays.stream(AuditKind.values()).map(AuditKind::wireName).toList();
    if (!kind.isEmpty() && !kinds.contains(kind)) {
      throw new ParameterException(
          spec.commandLine(),
          "--kind must be one of %s, was '%s'".formatted(String.join(", ", kinds), kind));
    }
  }

  private List<JsonNode> entries() {
    String topic =
        kafka.prefix().map(TopicCatalogue::new).orElse(TopicCatalogue.DEFAULT).audit().name();
    try (AlertTopic audit = AlertTopic.since(kafka.client(), topic, since)) {
      return List.copyOf(audit.present());
    }
  }
}
