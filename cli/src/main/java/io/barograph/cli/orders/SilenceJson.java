package io.barograph.cli.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.command.Command;
import io.barograph.core.route.Silence;
import io.barograph.formats.command.CommandJson;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Silences as Alertmanager's API has them. */
public final class SilenceJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SilenceJson() {}

  /** One silence as it stands at an instant, without line ends. */
  public static String of(Silence silence, long now) {
    JsonNode asOrder = asOrder(silence);
    ObjectNode json = JSON.createObjectNode();
    json.put("id", silence.id());
    json.putObject("status").put("state", silence.state(now).name().toLowerCase(Locale.ROOT));
    json.put("updatedAt", Rfc3339.format(silence.updatedAt()));
    json.put("comment", silence.comment());
    json.put("createdBy", silence.createdBy());
    for (String field : new String[] {"startsAt", "endsAt", "matchers", "recurrence"}) {
      if (asOrder.has(field)) {
        json.set(field, asOrder.get(field));
      }
    }
    return json.toString();
  }

  private static JsonNode asOrder(Silence silence) {
    Command order =
        new Command(
            Command.Kind.SILENCE,
            silence.id(),
            silence.updatedAt(),
            silence.createdBy(),
            silence.comment(),
            "",
            Optional.of(silence),
            false);
    try {
      return JSON.readTree(CommandJson.encode(order));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
