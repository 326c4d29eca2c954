package io.barograph.jobs.routing;

import io.barograph.core.notify.Parts;
import java.io.IOException;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Parts in Flink's state.
 *
 * @param buffer where a part is written first
 */
record KeptParts(MapState<String, byte[]> kept, DataOutputSerializer buffer) implements Parts {
  @Override
  public void keep(String name, Writing part) throws IOException {
    buffer.clear();
    part.to(buffer);
    try {
      kept.put(name, buffer.getCopyOfBuffer());
    } catch (Exception failed) {
      throw new IOException("cannot keep " + name, failed);
    }
  }

  @Override
  public void forget(String name) throws IOException {
    try {
      kept.remove(name);
    } catch (Exception failed) {
      throw new IOException("cannot forget " + name, failed);
    }
  }
}
