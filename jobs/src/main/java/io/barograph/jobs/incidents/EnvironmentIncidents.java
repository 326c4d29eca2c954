package io.barograph.jobs.incidents;

import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.Correlator;
import io.barograph.core.incident.Evidence;
import io.barograph.core.incident.EvidenceCodec;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.Incident;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The incidents of one environment, and the evidence that the clock has not reached. Not
 * thread-safe.
 */
final class EnvironmentIncidents {
  private final Correlator correlator;
  private final PriorityQueue<Evidence> waiting = new PriorityQueue<>(Evidence.IN_ORDER);

  /** Nothing known yet. */
  EnvironmentIncidents(CorrelationPolicy policy, ImpactPolicy impact, Consumer<Incident> out) {
    this.correlator = new Correlator(policy, impact, out);
  }

  /** Takes evidence; it is looked at when the clock reaches it. */
  void add(Evidence evidence) {
    waiting.add(evidence);
  }

  /** Looks at all evidence up to an instant. */
  void advance(long watermark) {
    while (!waiting.isEmpty() && waiting.peek().time() <= watermark) {
      correlator.take(waiting.remove());
    }
    if (watermark == Long.MAX_VALUE) {
      correlator.end();
    } else {
      correlator.advance(watermark);
    }
  }

  /** How many alerts have joined incidents that held no more, since this was made. */
  long beyond() {
    return correlator.beyond();
  }

  /** Writes all of it. */
  void write(DataOutput out) throws IOException {
    correlator.write(out);
    out.writeInt(waiting.size());
    for (Evidence evidence : waiting) {
      EvidenceCodec.write(evidence, out);
    }
  }

  /** Reads into a new one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    correlator.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      waiting.add(EvidenceCodec.read(in));
    }
  }
}
