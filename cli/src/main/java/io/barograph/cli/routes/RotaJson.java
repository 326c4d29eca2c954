package io.barograph.cli.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.route.OnCallRota;
import io.barograph.core.route.OnCallRota.Duty;
import java.util.List;

/** Rotas as JSON; times are milliseconds since the epoch. */
public final class RotaJson {
  private RotaJson() {}

  /** Who is on call at {@code at}, and the duties given; without {@code who} nobody is. */
  public static ObjectNode of(OnCallRota rota, long at, List<Duty> duties) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rota", rota.name()).put("zone", rota.zone().getId()).put("at", at);
    rota.onCall(at).ifPresent(who -> json.put("who", who));
    ArrayNode list = json.putArray("duties");
    for (Duty duty : duties) {
      list.addObject()
          .put("who", duty.who())
          .put("from", duty.from())
          .put("to", duty.to())
          .put("standsIn", duty.standsIn());
    }
    return json;
  }
}
