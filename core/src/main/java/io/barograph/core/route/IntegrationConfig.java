package io.barograph.core.route;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One channel of a receiver, as it stands in the file: {@code webhook_configs[0]} is of type {@code
 * webhook} and index 0. What the settings mean is the channel's to say.
 *
 * @param type the key in the receiver without {@code _configs}
 * @param index its place among those of its type in its receiver
 * @param sendResolved whether it is told when alerts end
 * @param settings its fields by name, as YAML gives them: texts, numbers, booleans, lists and maps;
 *     fields that {@code global} gives a default for have it
 */
public record IntegrationConfig(
    String type, int index, boolean sendResolved, Map<String, Object> settings)
    implements Serializable {
  /** Copies the settings, and keeps their order. */
  public IntegrationConfig {
    settings = new LinkedHashMap<>(settings);
  }

  /** {@code webhook[0]}: what it is called in receipts and metrics. */
  public String name() {
    return type + '[' + index + ']';
  }

  /** Settings can hold secrets: only the name is told. */
  @Override
  public String toString() {
    return name();
  }
}
