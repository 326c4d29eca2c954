package io.barograph.jobs.rules;

import io.barograph.core.alert.Owner;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.rules.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that one series stage evaluates: of all that are stated, those that belong to it, each
 * with its owner and the domain that it follows.
 */
final class StageRules {
  private final StageInputs inputs;
  private final PackRules.Settings settings;
  private final Domains domains;
  private final RuleOwners owners = new RuleOwners();

  /** A rule that is tried never shares an alert with one that stands. */
  private final RuleOwners triedOwners = new RuleOwners();

  private final List<SeriesRule> series = new ArrayList<>();
  private final List<GroupRule> group = new ArrayList<>();

  /**
   * No rule yet.
   *
   * @param inputs say which rules belong to the stage
   */
  StageRules(StageInputs inputs, PackRules.Settings settings) {
    this.inputs = inputs;
    this.settings = settings;
    this.domains = new Domains(inputs.all());
  }

  /**
   * Takes a rule, whether it belongs to the stage or not; they come in the same order each time.
   */
  void add(StatedRule stated) {
    Owner owner = stated.ownerAmong(stated.isShadow() ? triedOwners : owners);
    Optional<Condition> here = inputs.here(stated.rule().condition());
    if (here.isPresent()) {
      add(stated, owner, here.get());
    }
  }

  private void add(StatedRule stated, Owner owner, Condition condition) {
    AlertRule rule = stated.alertRule(owner, domains.indexFor(condition.leaves()), settings);
    if (condition instanceof Condition.OfSeries one) {
      boolean isOnArrival = stated.rule().settings().isOnArrival();
      series.add(new SeriesRule(rule, one.expression(), one.recovery(), isOnArrival));
    } else if (condition instanceof Condition.OfPartitions several) {
      group.add(new GroupRule(rule, several.plan(), stated.rule().group().limit()));
    }
  }

  /** The names of the alerts that several rules of whatever stage can give, if they stand. */
  Set<String> sharedNames() {
    return owners.sharedNames();
  }

  /** The rules, compiled. */
  RuleSet compile() {
    return new RuleSet(series, group, domains.of(series, group));
  }
}
