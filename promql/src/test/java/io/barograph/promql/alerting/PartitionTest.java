package io.barograph.promql.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.core.template.Template;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;

/** Partitions of rules whose labels rest on the value, beside promtool's word on the same. */
class PartitionTest {
  private static final long TICK = 15_000;
  private static final Map<String, String> LEVEL =
      Map.of("level", "{{ if gt $value 9.0 }}high{{ else }}low{{ end }}");

  private final List<String> told = new ArrayList<>();
  private List<GroupAlert> alerts = List.of();

  @Test
  void anElementWhoseLabelChangesEndsOneAlertAndBeginsAnother() throws Exception {
    GroupRule rule = rule("x > 3", LEVEL, policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 5));
    tick(rule, 2, given().element(0, "a", 6));
    tick(rule, 3, given().element(0, "a", 10));
    tick(rule, 4, given().element(0, "a", 5));
    tick(rule, 5, given().data(0, "a"));

    assertThat(told)
        .containsExactly(
            "1 a low firing condition_true, version 1 since 1",
            "3 a low resolved condition_false, version 2 since 1",
            "3 a high firing condition_true, version 1 since 3",
            "4 a low firing condition_true, version 1 since 4",
            "4 a high resolved condition_false, version 2 since 3",
            "5 a low resolved condition_false, version 2 since 4");
  }

  @Test
  void eachAlertHasItsOwnForAndItsOwnKeepFiringFor() throws Exception {
    GroupRule rule = rule("x > 3", LEVEL, policy(1, 2), 0);
    tick(rule, 1, given().element(0, "a", 5));
    tick(rule, 2, given().element(0, "a", 10));
    tick(rule, 3, given().element(0, "a", 10));
    tick(rule, 4, given().element(0, "a", 5));
    tick(rule, 5, given().element(0, "a", 5));
    tick(rule, 6, given().element(0, "a", 5));

    assertThat(told)
        .containsExactly(
            "1 a low pending condition_true, version 1 since 1",
            "2 a low inactive never_held, version 2 since 1",
            "2 a high pending condition_true, version 1 since 2",
            "3 a high firing held_long_enough, version 2 since 2",
            "4 a low pending condition_true, version 1 since 4",
            "5 a low firing held_long_enough, version 2 since 4",
            "6 a high resolved keep_firing_elapsed, version 3 since 2");
  }

  @Test
  void aLabelThatHoldsTheValueIsNeverHeld() throws Exception {
    GroupRule rule = rule("x > 3", Map.of("level", "{{ $value }}"), policy(1, 0), 0);
    for (int tick = 1; tick <= 3; tick++) {
      tick(rule, tick, given().element(0, "a", 3 + tick));
    }

    assertThat(told)
        .containsExactly(
            "1 a 4 pending condition_true, version 1 since 1",
            "2 a 4 inactive never_held, version 2 since 1",
            "2 a 5 pending condition_true, version 1 since 2",
            "3 a 5 inactive never_held, version 2 since 2",
            "3 a 6 pending condition_true, version 1 since 3");
  }

  @Test
  void dataThatVanishesKeepsTheAlertAndDataThatReturnsWithAnotherValueEndsIt() throws Exception {
    GroupRule rule = rule("x > 3", LEVEL, policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 5));
    tick(rule, 2, given());
    tick(rule, 3, given().element(0, "a", 10));

    assertThat(told)
        .containsExactly(
            "1 a low firing condition_true, version 1 since 1",
            "2 a low nodata no_data, version 2 since 1",
            "3 a low resolved condition_false, version 3 since 1",
            "3 a high firing condition_true, version 1 since 3");
  }

  @Test
  void anElementThatIsThereIsNotMissingThoughOneOfItsLeavesIs() throws Exception {
    GroupRule rule = rule("x > 3 or y > 3", LEVEL, policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 5).element(1, "a", 10));
    tick(rule, 2, given().element(1, "a", 10));

    assertThat(told)
        .containsExactly(
            "1 a low firing condition_true, version 1 since 1",
            "2 a low resolved condition_false, version 2 since 1",
            "2 a high firing condition_true, version 1 since 2");
  }

  @Test
  void twoElementsMustNotGiveOneAlertAndThenNothingChanges() throws Exception {
    GroupRule rule = rule("x > 3", Map.of("host", "any", "level", "{{ $value }}"), policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 5).element(0, "b", 6));
    List<GroupAlert> before = alerts;

    assertThatThrownBy(() -> tick(rule, 2, given().element(0, "a", 7).element(0, "b", 7)))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("vector contains metrics with the same labelset after applying alert labels");
    assertThat(alerts).isSameAs(before);
    assertThat(told)
        .containsExactly(
            "1 any 5 firing condition_true, version 1 since 1",
            "1 any 6 firing condition_true, version 1 since 1");
  }

  @Test
  void elementsOfOneLabelSetAreTwoAlertsIfTheirValuesTellThemApart() throws Exception {
    GroupRule rule = rule("{__name__=~'x|y'} > 3", LEVEL, policy(0, 0), 0);
    tick(rule, 1, given().element(0, "x", "a", 5).element(0, "y", "a", 10));
    tick(rule, 2, given().element(0, "x", "a", 5).data(0, "a"));

    assertThat(told)
        .containsExactly(
            "1 a high firing condition_true, version 1 since 1",
            "1 a low firing condition_true, version 1 since 1",
            "2 a high resolved condition_false, version 2 since 1");
  }

  @Test
  void anAlertGoesOnWithWhicheverElementGivesItsLabels() throws Exception {
    GroupRule rule = rule("x > 3", Map.of("host", "any", "level", "-"), policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 5));
    tick(rule, 2, given().data(0, "a").element(0, "b", 6));
    tick(rule, 3, given().data(0, "a").data(0, "b"));

    assertThat(told)
        .containsExactly(
            "1 any - firing condition_true, version 1 since 1",
            "3 any - resolved condition_false, version 2 since 1");
  }

  @Test
  void anAlertRecoversByTheElementOfItsLabelsWhateverTheirName() throws Exception {
    GroupRule rule = rule("x > 3", "x < 2", LEVEL, policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 5).element(0, "b", 5));
    tick(rule, 2, given().data(0, "a").data(0, "b"));
    tick(rule, 3, given().data(0, "a").data(0, "b").element(1, "other", "b", 1));
    tick(rule, 4, given().data(0, "b").element(1, "a", 1));
    tick(rule, 5, given().data(0, "a").data(0, "b"));
    tick(rule, 6, given().data(0, "a").element(1, "a", 1));

    assertThat(told)
        .containsExactly(
            "1 a low firing condition_true, version 1 since 1",
            "1 b low firing condition_true, version 1 since 1",
            "3 b low resolved condition_false, version 2 since 1",
            "4 a low nodata no_data, version 2 since 1",
            "5 a low firing data_returned, version 3 since 1",
            "6 a low resolved condition_false, version 4 since 1");
  }

  @Test
  void anElementThatGoesOnAsAnotherAlertNeedsNoRecovery() throws Exception {
    GroupRule rule = rule("x > 3", "x < 2", LEVEL, policy(0, 0), 0);
    tick(rule, 1, given().element(0, "a", 10));
    tick(rule, 2, given().element(0, "a", 5));
    tick(rule, 3, given().data(0, "a"));

    assertThat(told)
        .containsExactly(
            "1 a high firing condition_true, version 1 since 1",
            "2 a high resolved condition_false, version 2 since 1",
            "2 a low firing condition_true, version 1 since 2");
  }

  @Test
  void labelsThatDoNotRestOnTheValueAreThoseOfTheBeginning() throws Exception {
    Map<String, String> site = Map.of("level", "{{ $externalLabels.site }}");
    tick(rule("x > 3", site, external("one")), 1, given().element(0, "a", 5));
    tick(rule("x > 3", site, external("two")), 2, given().element(0, "a", 6).element(0, "b", 6));
    tick(rule("x > 3", site, external("two")), 3, given().data(0, "a").element(0, "b", 6));

    assertThat(told)
        .containsExactly(
            "1 a one firing condition_true, version 1 since 1",
            "2 b two firing condition_true, version 1 since 2",
            "3 a one resolved condition_false, version 2 since 1");
  }

  @Test
  void aLimitCountsAlertsAndNotElements() throws Exception {
    GroupRule rule = rule("x > 3", LEVEL, policy(0, 2), 1);
    tick(rule, 1, given().element(0, "a", 5));
    tick(rule, 2, given().element(0, "a", 10));

    assertThat(told)
        .containsExactly(
            "1 a low firing condition_true, version 1 since 1",
            "2 a low resolved limit_exceeded, version 2 since 1");
  }

  private void tick(GroupRule rule, int tick, Given given) {
    alerts =
        new Partition(rule, Labels.EMPTY)
            .evaluate(alerts, tick * TICK, given, new Teller())
            .alerts();
  }

  private static GroupRule rule(
      String expr, Map<String, String> labels, AlertPolicy policy, int limit) throws Exception {
    return rule(expr, null, labels, policy, limit);
  }

  private static GroupRule rule(String expr, Map<String, String> labels, External external)
      throws Exception {
    return rule(expr, null, labels, policy(0, 0), 0, external);
  }

  private static External external(String site) {
    return new External(Labels.of("site", site), "");
  }

  private static GroupRule rule(
      String expr, String recover, Map<String, String> labels, AlertPolicy policy, int limit)
      throws Exception {
    return rule(expr, recover, labels, policy, limit, External.NONE);
  }

  private static GroupRule rule(
      String expr,
      String recover,
      Map<String, String> labels,
      AlertPolicy policy,
      int limit,
      External external)
      throws Exception {
    Map<String, Template> templates = new HashMap<>();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      templates.put(label.getKey(), Template.parse("A", label.getValue()));
    }
    Owner owner = new Owner("test", "group", "A", "");
    return new GroupRule(
        new AlertRule(
            AlertRule.key(owner, labels),
            owner,
            policy,
            TICK,
            0,
            new AlertTemplates("A", templates, Map.of(), Optional.empty(), external, "")),
        PartitionPlan.inOnePlace(
            Parser.parse(expr),
            recover == null ? Optional.empty() : Optional.of(Parser.parse(recover)),
            EvaluationOptions.DEFAULT),
        limit);
  }

  private static AlertPolicy policy(int holdTicks, int keepFiringTicks) {
    return AlertPolicy.live(
        Duration.ofMillis(holdTicks * TICK), Duration.ofMillis(keepFiringTicks * TICK));
  }

  private static Given given() {
    return new Given(new HashMap<>(), new HashMap<>());
  }

  /** What leaves give at one tick. */
  private record Given(Map<Integer, List<Element>> elements, Map<Labels, Long> support)
      implements PartitionInput {
    /** A series with data, of which the leaf gives no element. */
    Given data(int leaf, String host) {
      support.merge(Labels.of("host", host), 1L << leaf, (one, other) -> one | other);
      return this;
    }

    Given element(int leaf, String host, double value) {
      return element(leaf, "metric", host, value);
    }

    /** An element; of the recovery expression's leaf, the second, it supports nothing. */
    Given element(int leaf, String metric, String host, double value) {
      elements
          .computeIfAbsent(leaf, any -> new ArrayList<>())
          .add(new Element(Labels.of("__name__", metric, "host", host), value));
      return data(leaf, host);
    }

    @Override
    public List<Element> leaf(int leaf, long tick, double[] scalars) {
      return elements.getOrDefault(leaf, List.of());
    }

    @Override
    public void forEachSupport(long tick, ObjLongConsumer<Labels> to) {
      support.forEach(to::accept);
    }
  }

  private final class Teller implements AlertListener {
    @Override
    public void changed(Alert alert) {
      told.add(
          "%d %s %s %s %s, version %d since %d"
              .formatted(
                  alert.updatedAt() / TICK,
                  alert.labels().get("host"),
                  alert.labels().get("level"),
                  alert.state().status().wireName(),
                  alert.reason().name().toLowerCase(Locale.ROOT),
                  alert.state().version(),
                  alert.state().activeAt() / TICK));
    }

    @Override
    public void noData(Alert alert) {}

    @Override
    public void forgotten(Labels alert) {}
  }
}
