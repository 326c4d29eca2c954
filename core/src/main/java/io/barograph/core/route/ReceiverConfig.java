package io.barograph.core.route;

import java.io.Serializable;
import java.util.List;

/**
 * One receiver of an {@code alertmanager.yml}.
 *
 * @param name its name, by which routes name it
 * @param integrations the channels by which it is told, in the order of the file; may be empty:
 *     then what is routed to it is told to nobody
 */
public record ReceiverConfig(String name, List<IntegrationConfig> integrations)
    implements Serializable {
  /** Copies the list. */
  public ReceiverConfig {
    integrations = List.copyOf(integrations);
  }
}
