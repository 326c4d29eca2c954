package io.barograph.core.route;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The people who can be on call, and the rotas by which they are.
 *
 * @param contacts by person: how they are reached, as {@code mobile} or {@code mail}
 * @param rotas by name
 */
public record OnCallPlan(Map<String, Map<String, String>> contacts, Map<String, OnCallRota> rotas)
    implements Serializable {
  /** Copies the maps, and keeps their order. */
  public OnCallPlan {
    contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    rotas = Collections.unmodifiableMap(new LinkedHashMap<>(rotas));
  }

  /** How people are reached is nobody else's business: only names are told. */
  @Override
  public String toString() {
    return "rotas " + rotas.keySet() + " of " + contacts.keySet();
  }
}
