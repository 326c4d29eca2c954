package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.options.BarographOptions.NoData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedRuleSetsTest {
  private static final String GROUPS =
      "- {name: g, rules: [{alert: High, expr: cpu > 0.9}, {alert: Any, expr: sum(cpu) > 1}]}\n";

  @TempDir Path folder;

  @Test
  void subtasksThatGotTheSameRulesShareOneSet() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, GROUPS);
    RuleSet one = InstantiationUtil.clone(rules).compile();

    assertThat(InstantiationUtil.clone(rules).compile()).isSameAs(one);
    assertThat(one.size()).isEqualTo(2);
  }

  @Test
  void otherRulesOrOptionsHaveASetOfTheirOwn() throws Exception {
    RuleSet one = TextRules.read(folder, NoData.KEEP_LAST, GROUPS).compile();

    assertThat(TextRules.read(folder, NoData.RESOLVE, GROUPS).compile()).isNotSameAs(one);
    assertThat(TextRules.read(folder, NoData.KEEP_LAST, GROUPS.replace("0.9", "0.8")).compile())
        .isNotSameAs(one);
  }

  @Test
  void whoAsksWhileASetIsCompiledWaitsForIt() {
    TestRules rules = new TestRules("metrics");
    SharedRuleSets sets = new SharedRuleSets();
    AtomicInteger compiled = new AtomicInteger();
    int subtasks = 4;
    CyclicBarrier start = new CyclicBarrier(subtasks);
    ExecutorService threads = Executors.newFixedThreadPool(subtasks);
    List<CompletableFuture<RuleSet>> asked = new ArrayList<>();
    for (int subtask = 0; subtask < subtasks; subtask++) {
      asked.add(
          CompletableFuture.supplyAsync(
              () -> {
                awaitOthers(start);
                return sets.get(
                    "rules",
                    () -> {
                      compiled.incrementAndGet();
                      return rules.compile();
                    });
              },
              threads));
    }
    RuleSet first = asked.get(0).join();
    assertThat(asked).allMatch(one -> one.join() == first);
    assertThat(compiled).hasValue(1);
    threads.shutdown();
  }

  private static void awaitOthers(CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
