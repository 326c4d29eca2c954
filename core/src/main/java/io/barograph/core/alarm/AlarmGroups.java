package io.barograph.core.alarm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts alarms into groups as they come.
 *
 * <p>An alarm joins the group of the last alarm near it, of its own type or of one that its type
 * was seen to follow or to go before; its own device goes first. A group ends when it is silent for
 * the gap, or old, and stays near the device that it began at. What is learned of types serves from
 * the next instant on. Memory is bounded by devices times types. Not thread-safe.
 */
public final class AlarmGroups {
  private final long gap;
  private final long life;
  private final Neighbours neighbours;
  private final TypeRelations relations;
  private final Map<String, Map<String, Last>> byDevice = new HashMap<>();
  private int groups;
  private long clock = Long.MIN_VALUE;

  /** Nothing came yet. */
  public AlarmGroups(AlarmPolicy policy, Neighbours neighbours) {
    this.gap = policy.gap().toMillis();
    this.life = policy.life().toMillis();
    this.neighbours = neighbours;
    this.relations = new TypeRelations(policy, neighbours);
  }

  private record Group(int id, long opened, String device) {}

  /** The last alarm of a type on a device. */
  private record Last(long time, Group group) {}

  /**
   * The groups of alarms that began at one instant, by their order.
   *
   * @param instant later than those before, at least one, all of the same time
   */
  public int[] add(List<Alarm> instant) {
    long now = instant.get(0).time();
    if (now <= clock) {
      throw new IllegalArgumentException(
          "alarms must come in the order of time: %d came after %d".formatted(now, clock));
    }
    clock = now;
    int[] ids = new int[instant.size()];
    for (int i = 0; i < ids.length; i++) {
      Alarm alarm = instant.get(i);
      Group group = find(alarm);
      if (group == null) {
        group = new Group(groups++, now, alarm.device());
      }
      byDevice
          .computeIfAbsent(alarm.device(), any -> new HashMap<>())
          .put(alarm.type(), new Last(now, group));
      ids[i] = group.id();
    }
    relations.add(instant);
    return ids;
  }

  private Group find(Alarm alarm) {
    Last own = latest(alarm, alarm.device(), null);
    if (own != null) {
      return own.group();
    }
    Last near = null;
    for (String device : neighbours.near(alarm.device())) {
      near = latest(alarm, device, near);
    }
    return near == null ? null : near.group();
  }

  private Last latest(Alarm alarm, String device, Last before) {
    Last latest = before;
    for (Map.Entry<String, Last> of : byDevice.getOrDefault(device, Map.of()).entrySet()) {
      Last last = of.getValue();
      boolean isOpen =
          alarm.time() - last.time() <= gap && alarm.time() - last.group().opened() <= life;
      if (isOpen
          && isLater(last, latest)
          && neighbours.near(last.group().device()).contains(alarm.device())
          && relations.areRelated(of.getKey(), alarm.type())) {
        latest = last;
      }
    }
    return latest;
  }

  /** Of two alarms of one time the one of the older group. */
  private static boolean isLater(Last one, Last other) {
    return other == null
        || one.time() > other.time()
        || (one.time() == other.time() && one.group().id() < other.group().id());
  }

  /** Pairs of a type of alarm and one that was seen to follow it. */
  public List<List<String>> relations() {
    return relations.all();
  }

  /** How many groups there are. */
  public int size() {
    return groups;
  }
}
