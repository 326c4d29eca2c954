package io.barograph.cli.live;

import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.PortCheck;
import io.barograph.core.sample.Sample;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether an endpoint can be reached from here, and how long that takes, under the names of
 * blackbox_exporter. Unlike {@code up}, it says nothing about what the server can do.
 */
public final class EndpointProbe implements Probe {
  private static final double NANOS = 1e9;

  private final String target;
  private final BooleanSupplier isReached;

  private EndpointProbe(String target, BooleanSupplier isReached) {
    this.target = target;
    this.isReached = isReached;
  }

  /** A probe that succeeds if {@code url} answers JSON with status 200 within five seconds. */
  public static EndpointProbe http(Http http, String url) {
    return new EndpointProbe(url, () -> http.get(url).isPresent());
  }

  /**
   * A probe that succeeds if {@code port} of this machine takes a connection within half a second.
   */
  public static EndpointProbe tcp(int port) {
    return new EndpointProbe("127.0.0.1:" + port, () -> PortCheck.answers(port));
  }

  @Override
  public String job() {
    return "blackbox";
  }

  @Override
  public List<Sample> read(long nowMillis) {
    long begun = System.nanoTime();
    boolean success = isReached.getAsBoolean();
    double seconds = (System.nanoTime() - begun) / NANOS;
    return new SampleBatch(job(), target, nowMillis)
        .add("probe_success", success ? 1 : 0)
        .add("probe_duration_seconds", seconds)
        .samples();
  }
}
