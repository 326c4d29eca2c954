package io.barograph.jobs.rules;

import io.barograph.promql.rules.PackText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A pack that is edited at random: thresholds, holds, labels, windows; rules come and go. */
final class RuleEdits {
  /** The name of alerts that rules of other packs give too. */
  static final String SHARED = "Shared";

  static final String PACK = "live";

  /** Expressions with a threshold, and some with a window. */
  private static final List<String> KINDS =
      List.of(
          "load > %1$d",
          "extra > %1$d",
          "rate(requests_total[%2$dm]) > %1$d",
          "sum by (job) (load) > 3 * %1$d",
          "avg by (job) (rate(requests_total[1m])) > %1$d",
          "max_over_time(sum by (job) (load)[1m:15s]) > 4 * %1$d",
          "sum(max by (job) (load)) > 2 * %1$d",
          "load > on (job) group_left () (avg by (job) (load)) + %1$d - 3",
          "load > %1$d unless on (instance) (extra > 3)",
          "absent(extra{instance=\"i1\"} > %1$d)",
          "sum by (job) (extra) < 2 * %1$d");

  private final Random random;
  private final Map<String, Spec> rules = new TreeMap<>();
  private int added;

  /** A rule. */
  private record Spec(String name, int kind, int threshold, int window, int hold, int team) {
    String expression() {
      return KINDS.get(kind).formatted(threshold, window);
    }

    String yaml() {
      return "  - {alert: %s, expr: '%s', for: %ds, labels: {team: t%d}}%n"
          .formatted(name, expression(), hold, team);
    }
  }

  RuleEdits(Random random) {
    this.random = random;
    for (int i = 0; i < 4; i++) {
      add();
    }
  }

  /** Edits one rule, or adds or deletes one. */
  void edit() {
    int what = random.nextInt(10);
    if (rules.isEmpty() || (what == 0 && rules.size() < 8)) {
      add();
      return;
    }
    String name = new ArrayList<>(rules.keySet()).get(random.nextInt(rules.size()));
    Spec rule = rules.get(name);
    if (what == 1) {
      rules.remove(name);
    } else if (what == 2) {
      put(new Spec(name, rule.kind, rule.threshold, rule.window, rule.hold, 1 + rule.team));
    } else if (what == 3) {
      put(new Spec(name, rule.kind, rule.threshold, rule.window, hold(), rule.team));
    } else if (what == 4) {
      put(new Spec(name, rule.kind, rule.threshold, 1 + random.nextInt(3), rule.hold, rule.team));
    } else if (what == 5) {
      put(new Spec(name, kind(), rule.threshold, rule.window, rule.hold, rule.team));
    } else {
      put(new Spec(name, rule.kind, threshold(), rule.window, rule.hold, rule.team));
    }
  }

  private void add() {
    boolean isShared = random.nextInt(4) == 0 && !rules.containsKey(SHARED);
    String name = isShared ? SHARED : "Rule" + added++;
    put(new Spec(name, kind(), threshold(), 1 + random.nextInt(3), hold(), 1));
  }

  private void put(Spec rule) {
    rules.put(rule.name, rule);
  }

  private int kind() {
    return random.nextInt(KINDS.size());
  }

  private int threshold() {
    return 1 + random.nextInt(5);
  }

  private int hold() {
    return 15 * random.nextInt(3);
  }

  /** The text of the pack's rule file. */
  String text() {
    StringBuilder text = new StringBuilder("groups:\n- name: live\n  interval: 15s\n  rules:\n");
    rules.values().forEach(rule -> text.append(rule.yaml()));
    return rules.isEmpty() ? "groups: []\n" : text.toString();
  }

  /** The expressions by the group and the name of each rule. */
  Map<String, String> expressions() {
    Map<String, String> expressions = new TreeMap<>();
    rules.forEach((name, rule) -> expressions.put("live/" + name, rule.expression()));
    return expressions;
  }

  /** The pack as a job takes it. */
  PackText pack() {
    return new PackText(PACK, "", List.of(new PackText.File("live.yml", text())), Optional.empty());
  }
}
