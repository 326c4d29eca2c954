package io.barograph.cli.desk;

import io.barograph.formats.record.BusinessFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who depends on whom at the desk, who is alive, and what was deployed: what incidents are
 * explained by. Strategies, symbols and the model stand in the graph as services do.
 */
final class DeskServices {
  private static final Map<String, List<String>> CALLS =
      Map.of(
          "market-making", List.of("order-gateway", "EURUSD"),
          "mean-reversion", List.of("order-gateway", "AAPL"),
          "momentum", List.of("order-gateway", "BTCUSD", "direction"),
          "direction", List.of("BTCUSD"),
          "order-gateway", List.of("risk", "pricing"));
  private static final List<String> ALIVE = List.of("order-gateway", "pricing", "risk");
  private static final int HEARTBEAT_SECONDS = 5;
  private static final int GRAPH_SECONDS = 60;

  private int seconds;
  private int deployments;
  private boolean failed;

  /** Lets one second pass; the gateway begins to fail when a new version of it is deployed. */
  void tick(long now, boolean gatewayFails, List<DeskRecord> records) {
    if (seconds % GRAPH_SECONDS == 0) {
      Map<String, Object> graph = new TreeMap<>();
      graph.put("time", now);
      graph.put("calls", CALLS);
      graph.put("weight", Map.of("order-gateway", 10));
      graph.put("heartbeat_interval_s", HEARTBEAT_SECONDS);
      records.add(DeskRecord.of(BusinessFormat.TOPOLOGY, "desk", now, graph));
    }
    if (seconds % HEARTBEAT_SECONDS == 0) {
      for (String service : ALIVE) {
        Map<String, Object> heartbeat = Map.of("time", now, "service", service);
        records.add(DeskRecord.of(BusinessFormat.HEARTBEATS, service, now, heartbeat));
      }
    }
    if (gatewayFails && !failed) {
      deployments++;
      Map<String, Object> change = new TreeMap<>();
      change.put("id", "deploy-" + now);
      change.put("time", now);
      change.put("service", "order-gateway");
      change.put("kind", "deploy");
      change.put("version", "2." + deployments);
      records.add(DeskRecord.of(BusinessFormat.CHANGES, "order-gateway", now, change));
    }
    failed = gatewayFails;
    seconds++;
  }
}
