package io.barograph.core.strategy;

import io.barograph.core.returns.Drawdown;
import io.barograph.core.returns.ReturnSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Marked equity by session: of each the last mark and the largest drawdown within. The last {@value
 * EquityPolicy#MAX_SESSIONS} closed ones, the one before them, and the running one are kept. Not
 * thread-safe.
 */
final class EquitySessions {
  private static final int KEPT = EquityPolicy.MAX_SESSIONS + 2;

  private record Session(long day, Drawdown marks) {}

  private final List<Session> sessions = new ArrayList<>();

  /** Adds a mark of {@code day}; one of a day before the newest is dropped. */
  void add(long day, double equity) {
    if (sessions.isEmpty() || day > newestDay()) {
      if (sessions.size() == KEPT) {
        sessions.remove(0);
      }
      sessions.add(new Session(day, new Drawdown()));
    }
    if (day == newestDay()) {
      sessions.get(sessions.size() - 1).marks().add(equity);
    }
  }

  private long newestDay() {
    return sessions.get(sessions.size() - 1).day();
  }

  /** How many sessions are closed on {@code day}: those before it. */
  int closed(long day) {
    return sessions.isEmpty() || newestDay() < day ? sessions.size() : sessions.size() - 1;
  }

  /**
   * The daily returns of the last {@code most} sessions closed on {@code day}; fewer if there are
   * fewer.
   */
  ReturnSeries returns(int most, long day) {
    int to = closed(day);
    int from = Math.max(0, to - most - 1);
    return ReturnSeries.ofLevels(
        sessions.subList(from, to).stream()
            .mapToDouble(session -> session.marks().last())
            .toArray());
  }

  /** The marks of the last {@code most} sessions closed on {@code day} and those since. */
  Drawdown marks(int most, long day) {
    Drawdown merged = new Drawdown();
    int from = Math.max(0, closed(day) - most);
    for (Session session : sessions.subList(from, sessions.size())) {
      merged.merge(session.marks());
    }
    return merged;
  }

  /** The close before the last {@code most} closed sessions, or the first mark; NaN of none. */
  double levelBefore(int most, long day) {
    int from = closed(day) - most - 1;
    return sessions.isEmpty() ? Double.NaN : sessions.get(Math.max(0, from)).marks().last();
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(sessions.size());
    for (Session session : sessions) {
      out.writeLong(session.day());
      session.marks().write(out);
    }
  }

  void read(DataInput in) throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      sessions.add(new Session(in.readLong(), Drawdown.read(in)));
    }
  }
}
