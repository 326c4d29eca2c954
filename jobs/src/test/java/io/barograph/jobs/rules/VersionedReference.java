package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.MergedAlert;
import io.barograph.core.alert.NoDataAlert;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.alerting.Partition;
import io.barograph.promql.alerting.PartitionInput;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Partial;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorInput;
import io.barograph.promql.vector.VectorPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/**
 * What rules that change tell, by evaluating at each tick the version that is in force then on all
 * series at once: one thing after another, without stages, partitions or operators.
 */
final class VersionedReference {
  /** Before the names of rules that are only tried. */
  static final String TRIED = "tried ";

  private static final long TICK = 15_000;

  /** So long a series is kept that nobody reads. */
  private static final long UNREAD_MILLIS = 600_000;

  private final List<Version> versions = new ArrayList<>();
  private final Map<String, List<Period>> periods = new TreeMap<>();
  private final Map<String, List<GroupAlert>> alerts = new HashMap<>();
  private final List<Alert> told = new ArrayList<>();
  private final List<Alert> tried = new ArrayList<>();
  private final Set<String> sharedNames = new TreeSet<>(Set.of(NoDataAlert.NAME));
  private final Map<Labels, MergedAlert> merged = new HashMap<>();
  private final Map<Labels, List<Alert>> shared = new TreeMap<>();

  /** The rules from a tick on. */
  private record Version(RuleSet rules, long from, long samplesAfter) {}

  /**
   * A rule between two changes; gone if it has no plan.
   *
   * @param leafStarts by what is evaluated on series, from which instant on
   */
  private record Period(long from, AlertRule rule, VectorPlan plan, Map<String, Long> leafStarts) {
    static Period gone(long from, AlertRule last) {
      return new Period(from, last, null, Map.of());
    }

    static Period of(long from, AlertRule rule, VectorPlan plan, Period before, long changed) {
      Map<String, Long> starts = new HashMap<>();
      for (Leaf leaf : plan.leaves()) {
        long reach = leaf.place().reachMillis();
        long start = from == Long.MIN_VALUE ? from : Math.max(changed, from - reach);
        Map<String, Long> known = before == null ? Map.of() : before.leafStarts;
        starts.put(name(leaf), known.getOrDefault(name(leaf), start));
      }
      return new Period(from, rule, plan, starts);
    }

    static String name(Leaf leaf) {
      return leaf.place() + " " + Printer.print(leaf.expr());
    }
  }

  private final class Listener implements AlertListener {
    @Override
    public void changed(Alert alert) {
      if (sharedNames.contains(alert.name())) {
        noData(alert);
      } else {
        told.add(alert);
      }
    }

    @Override
    public void tried(Alert alert) {
      tried.add(alert);
    }

    @Override
    public void noData(Alert alert) {
      shared.computeIfAbsent(alert.labels(), any -> new ArrayList<>()).add(alert);
    }

    @Override
    public void forgotten(Labels alert) {}
  }

  /**
   * Adds a version; of two from the same tick the later counts.
   *
   * @param expressions by group and name of the rule, those of rules that are only tried behind
   *     {@value #TRIED}
   */
  void add(PackRules rules, long from, long samplesAfter, Map<String, String> expressions)
      throws Exception {
    sharedNames.addAll(rules.sharedAlertNames());
    versions.removeIf(version -> version.from >= from);
    RuleSet compiled = rules.compile();
    versions.add(new Version(compiled, from, samplesAfter));
    Map<String, AlertRule> present = new TreeMap<>();
    Map<String, RulePiece> pieces = new HashMap<>();
    for (int i = 0; i < compiled.seriesRuleCount(); i++) {
      AlertRule rule = compiled.rule(i).newest().rule();
      present.put("series " + rule.key(), rule);
    }
    compiled
        .pieces()
        .forEach(
            (name, piece) -> {
              if (piece.newest().above().isEmpty()) {
                present.put(name, piece.newest().rule().rule());
                pieces.put(name, piece.newest());
              }
            });
    for (Map.Entry<String, List<Period>> known : periods.entrySet()) {
      List<Period> all = known.getValue();
      if (!present.containsKey(known.getKey())) {
        all.removeIf(period -> period.from >= from);
        if (!all.isEmpty()) {
          AlertRule last = all.get(all.size() - 1).rule;
          all.add(Period.gone(from, last));
        }
      }
    }
    for (Map.Entry<String, AlertRule> one : present.entrySet()) {
      List<Period> all = periods.computeIfAbsent(one.getKey(), any -> new ArrayList<>());
      RulePiece piece = versions.size() == 1 ? null : pieces.get(one.getKey());
      long start = from;
      if (!all.isEmpty() && all.get(0).from > from) {
        start = all.get(0).from;
        all.clear();
      } else {
        long pending =
            all.stream()
                .filter(period -> period.from > from && period.plan != null)
                .mapToLong(Period::from)
                .min()
                .orElse(from);
        all.removeIf(period -> period.from >= from);
        all.removeIf(period -> period.plan == null && ceil(period.from) >= from); // at no tick
        boolean isNew = all.isEmpty() || all.get(all.size() - 1).plan == null;
        start += piece != null && (isNew || readsAnew(piece)) ? piece.warmUpMillis() : 0;
        start = Math.max(start, pending);
      }
      Owner owner = one.getValue().owner();
      String expression =
          expressions.get(
              (AlertRule.isShadow(one.getValue().key()) ? TRIED : "")
                  + owner.group()
                  + "/"
                  + owner.rule());
      VectorPlan plan = VectorCompiler.compile(Parser.parse(expression), EvaluationOptions.DEFAULT);
      Period before = all.isEmpty() ? null : all.get(all.size() - 1);
      all.add(Period.of(start, one.getValue(), plan, before, from));
    }
  }

  /** True if a rule can tell that something is missing which no rule read before. */
  private boolean readsAnew(RulePiece piece) {
    RuleSet before = versions.get(versions.size() - 2).rules;
    Set<Object> read = new HashSet<>();
    for (int i = 0; i < before.seriesRuleCount(); i++) {
      read.addAll(before.rule(i).newest().expression().selectors());
    }
    before.leaves().values().forEach(leaf -> read.addAll(leaf.newest().expression().selectors()));
    return !read.containsAll(piece.missingSelectors());
  }

  /**
   * Evaluates every tick up to the end of the data, and returns what was told, in order.
   *
   * @param samples each with the watermark that it is behind
   */
  List<Alert> run(List<IngestedSample> samples) throws Exception {
    long first = samples.stream().mapToLong(IngestedSample::timestamp).min().orElseThrow();
    long end = samples.stream().mapToLong(IngestedSample::timestamp).max().orElseThrow();
    for (int number = 0; number < versions.size(); number++) {
      Version version = versions.get(number);
      long until = number + 1 < versions.size() ? versions.get(number + 1).from : end + 1;
      VisibleSamples visible = visible(samples, number);
      long tick = ceil(Math.max(version.from, first));
      for (; tick < until && tick <= end; tick += TICK) {
        for (Map.Entry<String, List<Period>> rule : periods.entrySet()) {
          evaluate(rule.getKey(), at(rule.getValue(), tick), tick, visible);
        }
        merge(tick);
      }
    }
    return told;
  }

  /** What rules that are only tried told, after {@link #run}. */
  List<Alert> tried() {
    return tried;
  }

  /** What the owners of shared alerts tell at a tick is told as one. */
  private void merge(long tick) {
    shared.forEach(
        (labels, transitions) -> {
          MergedAlert before = merged.getOrDefault(labels, MergedAlert.NONE);
          MergedAlert.Step step = before.after(transitions, tick);
          merged.put(labels, step.alert());
          told.addAll(step.told());
        });
    shared.clear();
  }

  private static Period at(List<Period> all, long tick) {
    Period at = null;
    for (Period period : all) {
      at = period.from <= tick ? period : at;
    }
    return at;
  }

  private void evaluate(String name, Period period, long tick, VisibleSamples samples) {
    if (period == null) {
      return;
    }
    List<GroupAlert> before = alerts.getOrDefault(name, List.of());
    Listener listener = new Listener();
    if (period.plan == null) {
      for (GroupAlert alert : before) {
        AlertLifecycle.Step step = AlertLifecycle.deleted(alert.active().state(), tick);
        if (step.isTransition()) {
          AlertRule.endOrphan(period.rule.key(), alert.active().labels(), step, tick, listener);
        }
      }
      alerts.remove(name);
      return;
    }
    try {
      Partition all =
          new Partition(
              new GroupRule(period.rule, PartitionPlan.whole(period.plan), 0), Labels.EMPTY);
      alerts.put(name, all.evaluate(before, tick, new Input(samples, period), listener).alerts());
    } catch (EvaluationException noResult) {
      // Nothing changes at such a tick.
    }
  }

  /** Of each series what the rules of a version may see. */
  private VisibleSamples visible(List<IngestedSample> samples, int number) {
    Map<Labels, List<IngestedSample>> series = new HashMap<>();
    samples.forEach(
        sample -> series.computeIfAbsent(sample.labels(), any -> new ArrayList<>()).add(sample));
    VisibleSamples visible = new VisibleSamples();
    series.forEach(
        (labels, own) -> {
          long upTo = hiddenUpTo(labels, number);
          List<IngestedSample> shown =
              own.stream().filter(sample -> sample.timestamp() > upTo).toList();
          if (!shown.isEmpty()) {
            visible.add(labels, shown);
          }
        });
    return visible;
  }

  private long hiddenUpTo(Labels series, int number) {
    long upTo = Long.MIN_VALUE;
    for (int i = 1; i <= number; i++) {
      long before = window(i - 1, series);
      long now = window(i, series);
      long from = versions.get(i).from;
      if (before == 0 && now > 0) {
        upTo = Math.max(upTo, Math.max(versions.get(i).samplesAfter, from - 1 - UNREAD_MILLIS));
      } else if (now > before || (before > 0 && now == 0)) {
        upTo = Math.max(upTo, from - 1 - before);
      }
    }
    return upTo;
  }

  private long window(int number, Labels series) {
    RuleSet rules = versions.get(number).rules;
    return rules.matches(series) ? rules.readersOf(series, new LeafFold.Table()).window() : 0;
  }

  private static long ceil(long instant) {
    return -Math.floorDiv(-instant, TICK) * TICK;
  }

  private static final class Input implements PartitionInput {
    private final VisibleSamples samples;
    private final VectorInput all;
    private final Period period;

    Input(VisibleSamples samples, Period period) {
      this.samples = samples;
      this.all = new SeriesStore(samples.series()).input(period.plan, false, (remark, range) -> {});
      this.period = period;
    }

    @Override
    public List<Element> leaf(int source, long instant, double[] scalars) {
      Leaf leaf = (Leaf) period.plan.sources().get(source);
      samples.show(instant);
      return instant < period.leafStarts.get(Period.name(leaf))
          ? List.of()
          : all.leaf(source, instant, scalars);
    }

    @Override
    public SortedMap<Labels, List<Partial>> parts(int source, long tick) {
      return all.parts(source, tick);
    }

    /** Of the leaves at the tick itself. */
    @Override
    public void forEachSupport(long tick, ObjLongConsumer<Labels> to) {
      samples.show(tick);
      EvaluationResult result = new EvaluationResult();
      for (Leaf leaf : period.plan.leaves()) {
        long support = leaf.supportBit();
        if (support == 0) {
          continue;
        }
        samples
            .series()
            .forEach(
                (labels, window) -> {
                  if (leaf.reads(labels)) {
                    leaf.expression().evaluate(tick, window, labels, result);
                    if (result.isPresent() || !result.isDataMissing()) {
                      to.accept(labels, support);
                    }
                  }
                });
      }
    }
  }
}
