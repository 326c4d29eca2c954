package io.barograph.core.quality;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The last beginnings and ends of one alert, as many as make it flap.
 *
 * @param toggles by time
 */
record FlapToggles(List<Toggle> toggles) {
  static final FlapToggles NONE = new FlapToggles(List.of());

  /**
   * A beginning or an end.
   *
   * @param isCounted true if it was found to be flapping
   */
  record Toggle(long time, boolean isBeginning, boolean isCounted) {}

  FlapToggles {
    toggles = List.copyOf(toggles);
  }

  /**
   * The toggles after another one.
   *
   * @param found takes the time of each beginning that is flapping now and was not before
   */
  FlapToggles after(long time, boolean isBeginning, QualityPolicy policy, List<Long> found) {
    List<Toggle> next = new ArrayList<>(toggles);
    next.add(new Toggle(time, isBeginning, false));
    if (next.size() > policy.flapTransitions()) {
      next.remove(0);
    }
    boolean isFlapping =
        next.size() == policy.flapTransitions()
            && time - next.get(0).time() <= policy.flapWindow().toMillis();
    if (isFlapping) {
      next.stream()
          .filter(toggle -> toggle.isBeginning() && !toggle.isCounted())
          .forEach(toggle -> found.add(toggle.time()));
      next.replaceAll(toggle -> new Toggle(toggle.time(), toggle.isBeginning(), true));
    }
    return new FlapToggles(next);
  }

  /** True if none of them can count any more at {@code now}. */
  boolean areOver(long now, QualityPolicy policy) {
    return newest() <= now - policy.flapWindow().toMillis();
  }

  /** The time of the last. */
  long newest() {
    return toggles.isEmpty() ? Long.MIN_VALUE : toggles.get(toggles.size() - 1).time();
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(toggles.size());
    for (Toggle toggle : toggles) {
      out.writeLong(toggle.time());
      out.writeBoolean(toggle.isBeginning());
      out.writeBoolean(toggle.isCounted());
    }
  }

  static FlapToggles read(DataInput in) throws IOException {
    List<Toggle> toggles = new ArrayList<>();
    for (int count = in.readUnsignedByte(); count > 0; count--) {
      toggles.add(new Toggle(in.readLong(), in.readBoolean(), in.readBoolean()));
    }
    return new FlapToggles(toggles);
  }
}
