package io.barograph.promql.routing;

import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads receivers. Any field that ends in {@code _configs} is a kind of channel; a kind's settings
 * are kept as they are, with what the global settings say where it says nothing.
 */
final class ReceiverReader {
  private static final String KIND_SUFFIX = "_configs";
  private static final String SEND_RESOLVED = "send_resolved";
  private static final String HTTP_CONFIG = "http_config";

  private final YamlReader yaml;
  private final SettingsReader settings;
  private final Consumer<String> entry;
  private final Map<String, Object> global;

  /**
   * A reader of receivers.
   *
   * @param entry is told which receiver is being read
   */
  ReceiverReader(
      YamlReader yaml,
      SettingsReader settings,
      Consumer<String> entry,
      Map<String, Object> global) {
    this.yaml = yaml;
    this.settings = settings;
    this.entry = entry;
    this.global = global;
  }

  ReceiverConfig read(Node node) {
    Map<String, YamlField> fields = yaml.fields(node, "a receiver", List.of());
    String name = yaml.text(fields.get("name"));
    entry.accept("receiver \"%s\"".formatted(name));
    if (name.isEmpty()) {
      yaml.report(node, "name", "must be set: routes name receivers");
    }
    List<IntegrationConfig> integrations = new ArrayList<>();
    for (YamlField field : fields.values()) {
      if (field.name().endsWith(KIND_SUFFIX)) {
        integrations.addAll(integrations(field));
      } else if (!field.name().equals("name")) {
        yaml.report(
            field.key(),
            field.name(),
            "is unknown in a receiver: remove it, or use name or a kind of channel, as"
                + " webhook_configs");
      }
    }
    return new ReceiverConfig(name, integrations);
  }

  private List<IntegrationConfig> integrations(YamlField field) {
    String type = field.name().substring(0, field.name().length() - KIND_SUFFIX.length());
    List<IntegrationConfig> integrations = new ArrayList<>();
    for (Node item : yaml.items(field)) {
      if (YamlReader.isNull(item)) {
        yaml.report(item, field.name(), "has an empty entry: write its settings or remove it");
      } else {
        integrations.add(integration(type, integrations.size(), item));
      }
    }
    return integrations;
  }

  private IntegrationConfig integration(String type, int index, Node node) {
    Map<String, YamlField> fields = new LinkedHashMap<>(yaml.fields(node, type, List.of()));
    GlobalReader.checkFiles(yaml, fields);
    UrlCheck.channel(yaml, type, fields);
    IntegrationKind kind = IntegrationKind.of(type);
    boolean sendResolved = settings.flag(fields.remove(SEND_RESOLVED)).orElse(kind.sendResolved());
    Map<String, Object> own = settings.map(fields);
    kind.takenOver().forEach(names -> takeOver(own, names));
    if (!type.equals("email")) {
      takeOver(own, Map.of(HTTP_CONFIG, HTTP_CONFIG));
    }
    for (List<String> choices : kind.needed()) {
      if (choices.stream().noneMatch(own::containsKey)) {
        String names = String.join(" or ", choices);
        yaml.report(
            node,
            choices.get(0),
            "must be set in %s%s: write %s".formatted(type, KIND_SUFFIX, names));
      }
    }
    return new IntegrationConfig(type, index, sendResolved, own);
  }

  private void takeOver(Map<String, Object> own, Map<String, String> names) {
    if (names.keySet().stream().noneMatch(own::containsKey)) {
      names.forEach(
          (name, globalName) -> {
            if (global.containsKey(globalName)) {
              own.put(name, global.get(globalName));
            }
          });
    }
  }
}
