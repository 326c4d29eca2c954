package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions.NoData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentPartitionsTest {
  private final SilentPartitions silent = new SilentPartitions();

  @TempDir Path folder;

  @Test
  void aPartitionBeginsOnceAndAnewIfItsRuleWasGone() throws IOException {
    List<PartitionedRule> rules = rules("- {alert: Gone, expr: absent(load)}");
    int domain = rules.get(0).domain();

    List<SilentPartitions.Silent> beginning = follow(rules, domain);
    assertThat(beginning).hasSize(1);
    assertThat(follow(rules, domain)).as("it has begun").isEmpty();
    Labels key = beginning.get(0).key();
    silent.ended(key);
    assertThat(follow(rules, domain)).extracting(SilentPartitions.Silent::key).containsExactly(key);
  }

  private List<SilentPartitions.Silent> follow(List<PartitionedRule> rules, int domain) {
    silent.follow(rules, rule -> Long.MIN_VALUE, key -> true);
    return silent.takeBeginning(domain);
  }

  private List<PartitionedRule> rules(String rules) throws IOException {
    return TextRules.read(folder, NoData.KEEP_LAST, "- name: g\n  rules:\n  " + rules + "\n")
        .compile()
        .pieces()
        .values()
        .stream()
        .map(PartitionedRule::new)
        .toList();
  }
}
