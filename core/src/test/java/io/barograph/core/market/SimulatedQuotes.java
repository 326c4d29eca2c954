package io.barograph.core.market;

import io.barograph.core.session.Openness;
import io.barograph.core.session.SessionCalendar;
import io.barograph.core.session.SessionCalendars;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Quotes of one made-up symbol with faults at known places: other prices, intervals, venues,
 * volumes and sizes of faults than in the public data.
 */
final class SimulatedQuotes {
  /**
   * A symbol.
   *
   * @param irregular 0 for a quote every interval, 1 for intervals of a Poisson stream
   * @param move the deviation of a log return over one interval
   * @param tick the step of prices
   * @param spread the usual spread, as a share of the price
   * @param volumeSpread the deviation of log volumes
   */
  record Symbol(
      String name,
      String venue,
      long startMillis,
      int quotes,
      long intervalMillis,
      double irregular,
      double price,
      double tick,
      double move,
      double spread,
      double volume,
      double volumeSpread,
      long delayMillis) {}

  private static final int FAULTS_OF_A_KIND = 4;
  private static final MarketFault[] KINDS = {
    MarketFault.SPIKE,
    MarketFault.CROSSED,
    MarketFault.WIDE_SPREAD,
    MarketFault.VOLUME_BURST,
    MarketFault.LOCKED,
    MarketFault.SEQ_GAP,
    MarketFault.DUPLICATE,
    MarketFault.OUT_OF_ORDER,
    MarketFault.NONPOSITIVE,
    MarketFault.STUCK_PRICE,
    MarketFault.GAP,
    MarketFault.LATE_ARRIVAL
  };

  private final Symbol symbol;
  private final Random random;
  private final SessionCalendar calendar;
  private final List<Quote> clean = new ArrayList<>();
  private final List<Quote> quotes = new ArrayList<>();
  private final List<Finding> labels = new ArrayList<>();

  SimulatedQuotes(Symbol symbol, long seed) {
    this.symbol = symbol;
    this.random = new Random(seed);
    this.calendar =
        SessionCalendars.named(
                MarketPolicy.DEFAULT.calendars().getOrDefault(symbol.venue(), symbol.venue()))
            .orElseThrow();
    trade();
    int gap = clean.size() / (FAULTS_OF_A_KIND * KINDS.length + 2);
    int fault = random.nextInt(KINDS.length);
    int at = 0;
    for (int next = gap; next + gap <= clean.size(); next += gap) {
      copy(at, next);
      at = inject(KINDS[fault++ % KINDS.length], next, next + gap - 2);
    }
    copy(at, clean.size());
  }

  List<Quote> quotes() {
    return quotes;
  }

  List<Finding> labels() {
    return labels;
  }

  private void trade() {
    double middle = symbol.price();
    long time = symbol.startMillis();
    int jumped = 0;
    for (int number = 1; number <= symbol.quotes(); number++) {
      double wait =
          symbol.irregular() * -Math.log(1 - random.nextDouble())
              + (1 - symbol.irregular()) * (0.95 + 0.1 * random.nextDouble());
      time =
          calendar
              .nextOpen(time + Math.max(1, (long) (wait * symbol.intervalMillis())))
              .orElseThrow();
      middle *= Math.exp(symbol.move() * random.nextGaussian());
      // Now and then the price jumps, and stays there; back at once would be a spike.
      if (number - jumped > 10 && random.nextInt(400) == 0) {
        jumped = number;
        middle *= 1 + 30 * symbol.move() * (random.nextBoolean() ? 1 : -1);
      }
      double half = middle * symbol.spread() * (0.4 + 0.2 * random.nextDouble());
      clean.add(
          new Quote(
              time
                  + symbol.delayMillis()
                  + (long) (-0.3 * symbol.delayMillis() * Math.log(1 - random.nextDouble())),
              time,
              symbol.name(),
              symbol.venue(),
              1_000_000 + number,
              onGrid(middle - half),
              Math.max(onGrid(middle + half), onGrid(middle - half) + symbol.tick()),
              size(),
              size(),
              symbol.volume() * Math.exp(symbol.volumeSpread() * random.nextGaussian())));
    }
  }

  private double onGrid(double price) {
    return Math.rint(price / symbol.tick()) * symbol.tick();
  }

  private double size() {
    return Math.rint(100 * Math.exp(random.nextGaussian()));
  }

  private void copy(int from, int to) {
    quotes.addAll(clean.subList(from, Math.max(from, to)));
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  /** Puts a fault at {@code at}; gives the first quote behind it. */
  private int inject(MarketFault fault, int at, int end) {
    int some = 1 + random.nextInt(3);
    return switch (fault) {
      case SPIKE -> {
        double leap = 1 + between(0.015, 0.08) * (random.nextBoolean() ? 1 : -1);
        yield run(fault, at, Math.min(2, some), q -> priced(q, q.bid() * leap, q.ask() * leap));
      }
      case CROSSED -> run(fault, at, some, q -> priced(q, q.ask() + 2 * symbol.tick(), q.bid()));
      case LOCKED -> run(fault, at, some, q -> priced(q, q.bid(), q.bid()));
      case NONPOSITIVE ->
          run(fault, at, some, q -> priced(q, random.nextBoolean() ? 0 : -1, q.ask()));
      case WIDE_SPREAD -> {
        double half = between(8, 30) * clean.get(at).bid() * symbol.spread() / 2;
        yield run(fault, at, 2 + some, q -> priced(q, q.bid() - half, q.ask() + half));
      }
      case VOLUME_BURST -> run(fault, at, 3 + some, q -> volume(q, q.volume() * between(30, 90)));
      case DUPLICATE -> {
        copy(at, at + 1);
        Quote quote = clean.get(at);
        quotes.add(received(quote, quote.receivedAt() + 50 + random.nextInt(300)));
        yield label(fault, at, at, at + 1);
      }
      case OUT_OF_ORDER ->
          swap(fault, at, clean.get(at + 1).receivedAt() + symbol.intervalMillis() / 4);
      case LATE_ARRIVAL ->
          swap(
              fault,
              at,
              clean.get(at).receivedAt()
                  + Math.min(
                      240_000, Math.max(8_000, (long) (symbol.intervalMillis() * between(4, 12)))));
      case STUCK_PRICE -> {
        int last = at;
        while (last < end && (last - at < 12 || open(at, last) < 400_000)) {
          last++;
        }
        Quote stuck = clean.get(at);
        yield open(at, last) < 150_000
            ? copied(at, last)
            : run(
                fault,
                at,
                last - at,
                q ->
                    new Quote(
                        q.receivedAt(),
                        q.eventTime(),
                        q.symbol(),
                        q.venue(),
                        q.sequence(),
                        stuck.bid(),
                        stuck.ask(),
                        stuck.bidSize(),
                        stuck.askSize(),
                        q.volume()));
      }
      case GAP -> {
        int last = at + 1;
        while (open(at, last) < Math.max(240_000, 20 * symbol.intervalMillis()) && last < end) {
          last++;
        }
        copy(at, at + 1);
        boolean isInSession =
            open(at, last) == clean.get(last).eventTime() - clean.get(at).eventTime() && last < end;
        yield isInSession ? label(fault, at, last, last) : copied(at + 1, last);
      }
      case SEQ_GAP -> {
        int missing = some;
        for (int i = at; i < clean.size(); i++) {
          clean.set(i, numbered(clean.get(i), clean.get(i).sequence() + missing));
        }
        copy(at, at + 1);
        boolean wasOpen =
            open(at - 1, at) == clean.get(at).eventTime() - clean.get(at - 1).eventTime();
        yield wasOpen ? label(fault, at, at, at + 1) : at + 1;
      }
      case CLOCK_SKEW, VOLUME_DROUGHT -> throw new AssertionError(fault);
    };
  }

  private int copied(int from, int to) {
    copy(from, to);
    return to;
  }

  private long open(int from, int to) {
    return calendar
        .openMillisBetween(clean.get(from).eventTime(), clean.get(to).eventTime())
        .orElseThrow();
  }

  private int swap(MarketFault fault, int at, long receivedAt) {
    if (open(at, at + 1) != clean.get(at + 1).eventTime() - clean.get(at).eventTime()
        || calendar.isOpen(receivedAt) != Openness.OPEN) {
      return copied(at, at + 1);
    }
    quotes.add(received(clean.get(at), receivedAt));
    return label(fault, at, at, at + 1);
  }

  private interface Change {
    Quote of(Quote quote);
  }

  private int run(MarketFault fault, int at, int length, Change change) {
    for (int i = at; i < at + length; i++) {
      quotes.add(change.of(clean.get(i)));
    }
    return label(fault, at, at + length - 1, at + length);
  }

  private int label(MarketFault fault, int from, int to, int next) {
    labels.add(
        new Finding(
            symbol.venue(),
            symbol.name(),
            fault,
            clean.get(from).eventTime(),
            clean.get(to).eventTime()));
    return next;
  }

  private static Quote priced(Quote q, double bid, double ask) {
    return new Quote(
        q.receivedAt(),
        q.eventTime(),
        q.symbol(),
        q.venue(),
        q.sequence(),
        bid,
        ask,
        q.bidSize(),
        q.askSize(),
        q.volume());
  }

  private static Quote volume(Quote q, double volume) {
    return new Quote(
        q.receivedAt(),
        q.eventTime(),
        q.symbol(),
        q.venue(),
        q.sequence(),
        q.bid(),
        q.ask(),
        q.bidSize(),
        q.askSize(),
        volume);
  }

  private static Quote received(Quote q, long receivedAt) {
    return new Quote(
        receivedAt,
        q.eventTime(),
        q.symbol(),
        q.venue(),
        q.sequence(),
        q.bid(),
        q.ask(),
        q.bidSize(),
        q.askSize(),
        q.volume());
  }

  private static Quote numbered(Quote q, long sequence) {
    return new Quote(
        q.receivedAt(),
        q.eventTime(),
        q.symbol(),
        q.venue(),
        sequence,
        q.bid(),
        q.ask(),
        q.bidSize(),
        q.askSize(),
        q.volume());
  }
}
