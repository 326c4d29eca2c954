package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.promql.alerting.AlertTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackRulesTest {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "a");

  @TempDir Path folder;

  @Test
  void templatesAndLinksSeeWhatIsExternal() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.EXTERNAL_LABELS, Map.of("cluster", "eu-1"));
    configuration.set(BarographOptions.EXTERNAL_URL, "http://prometheus:9090/");
    AlertTemplates templates = rules(configuration).rule(0).rule().templates();

    assertThat(templates.identity(CPU, 0.95, 0))
        .isEqualTo(
            Labels.of("alertname", "HighCpu", "host", "a", "where", "eu-1", "severity", "warning"));
    assertThat(templates.annotations(CPU, 0.95, 0))
        .containsEntry("link", "http://prometheus:9090 in eu-1");
    assertThat(templates.generatorUrl())
        .isEqualTo("http://prometheus:9090/graph?g0.expr=cpu+%3E+0.9&g0.tab=1");
  }

  @Test
  void withoutAnythingExternalThereIsNoLink() throws IOException {
    AlertTemplates templates = rules(new Configuration()).rule(0).rule().templates();

    assertThat(templates.annotations(CPU, 0.95, 0)).containsEntry("link", " in ");
    assertThat(templates.generatorUrl()).isEmpty();
  }

  @Test
  void rulesOfOneNameInOneGroupKeepTheirStatesApart() throws IOException {
    RuleSet rules = rules(new Configuration());

    assertThat(rules.rule(1).rule().owner().rule()).isEqualTo("HighCpu#2");
    assertThat(rules.rule(1).rule().templates().alertName()).isEqualTo("HighCpu");
    assertThat(rules.indexOf(rules.rule(0).rule().key())).isZero();
    assertThat(rules.indexOf(rules.rule(1).rule().key())).isEqualTo(1);
  }

  private RuleSet rules(Configuration configuration) throws IOException {
    Path file = folder.resolve("cpu.yml");
    Files.writeString(
        file,
        """
        groups:
          - name: cpu
            rules:
              - alert: HighCpu
                expr: cpu > 0.9
                labels: {severity: warning, where: "{{ $externalLabels.cluster }}"}
                annotations: {link: "{{ .ExternalURL }} in {{ $externalLabels.cluster }}"}
              - alert: HighCpu
                expr: cpu_of_container > 0.9
                labels: {severity: warning, where: "{{ $externalLabels.cluster }}"}
        """);
    configuration.set(BarographOptions.RULE_PATHS, List.of(file.toString()));
    return PackRules.read(JobOptions.of(configuration)).onRaw(Map.of("metrics", ".*")).compile();
  }
}
