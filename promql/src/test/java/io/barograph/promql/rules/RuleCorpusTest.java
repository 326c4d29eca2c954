package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateData;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.SharedData;
import io.barograph.promql.parse.AstJson;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.Printer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rule files that people really use, and Prometheus's own fixtures. */
class RuleCorpusTest {
  private static final int FILES = 289;
  private static final int RULES = 1_929;
  private static final int TEMPLATES = 6_449;

  @Test
  void loadsEveryPublicRuleFileAndPrintsItBack() throws IOException, ParseException {
    List<String> failures = new ArrayList<>();
    int files = 0;
    int rules = 0;
    for (Path path : SharedData.files(SharedData.promql("rules"), ".yml", ".yaml", ".rules")) {
      files++;
      try {
        for (RuleGroup group : RuleFile.parse(path.toString(), text(path)).groups()) {
          for (Rule rule : group.rules()) {
            rules++;
            String printed = Printer.print(rule.expr());
            if (!shape(Parser.parse(printed)).equals(shape(rule.expr()))) {
              failures.add("%s: %s printed as %s".formatted(path, rule.query(), printed));
            }
          }
        }
      } catch (RuleFileException invalid) {
        failures.add(invalid.getMessage());
      }
    }
    System.out.printf(
        "rule corpus: %d passed, %d failed, 0 skipped (%d files)%n", rules, failures.size(), files);
    assertThat(failures).isEmpty();
    assertThat(files).isGreaterThanOrEqualTo(FILES);
    assertThat(rules).isGreaterThanOrEqualTo(RULES);
  }

  /* Two texts say ${{value}}, a function without its argument: they must fail. */
  @Test
  void expandsEveryTemplateThatAsksForNoQuery()
      throws IOException, RuleFileException, TemplateException {
    TemplateData data =
        TemplateData.of(
            Labels.of("__name__", "up", "instance", "web-1:9100", "job", "api", "le", "0.5"),
            0.125,
            1_700_000_000_000L);
    List<String> failures = new ArrayList<>();
    int expanded = 0;
    int queries = 0;
    for (Path path : SharedData.files(SharedData.promql("rules"), ".yml", ".yaml", ".rules")) {
      for (RuleGroup group : RuleFile.parse(path.toString(), text(path)).groups()) {
        for (Rule rule : group.rules()) {
          if (!(rule instanceof Rule.AlertingRule alert)) {
            continue;
          }
          List<String> texts = new ArrayList<>(alert.labels().values());
          texts.addAll(alert.annotations().values());
          for (String text : texts) {
            Template template = Template.parse(alert.name(), text);
            String shown = template.usesQuery() ? "" : template.expandOrError(data);
            boolean misspelt = text.contains("${{value}}");
            if (shown.contains("<error expanding template") != misspelt) {
              failures.add("%s: %s".formatted(path, shown));
            }
            expanded += template.usesQuery() ? 0 : 1;
            queries += template.usesQuery() ? 1 : 0;
          }
        }
      }
    }
    System.out.printf(
        "rule templates: %d passed, %d failed, %d skipped%n",
        expanded - failures.size(), failures.size(), queries);
    assertThat(failures).isEmpty();
    assertThat(expanded).isGreaterThanOrEqualTo(TEMPLATES);
  }

  /* features.yml uses what stands behind feature flags. */
  @Test
  void refusesOfPrometheussFixturesThoseThatAreMeantToBe() throws IOException {
    Set<String> refused = new TreeSet<>();
    List<Path> fixtures = new ArrayList<>();
    fixtures.addAll(SharedData.files(SharedData.promql("promtool/prometheus"), ".yml"));
    fixtures.addAll(
        SharedData.files(SharedData.promql("promtool/prometheus-rules-fixtures"), ".yaml"));
    for (Path path : fixtures) {
      String text = Files.readString(path);
      if (!text.contains("\ngroups:") && !text.startsWith("groups:")) {
        continue;
      }
      try {
        RuleFile.parse(path.getFileName().toString(), text);
      } catch (RuleFileException invalid) {
        refused.add(path.getFileName().toString());
      }
    }
    assertThat(refused)
        .containsExactly(
            "bad-rules-syntax.yml",
            "features.yml",
            "invalid_rules.yaml",
            "rules_duplicates.yml",
            "rules_extrafields.yml");
  }

  /** Two files hold, in templates, the word that stands for a number left to their deployment. */
  private static String text(Path path) throws IOException {
    return Files.readString(path).replace("humanizeDuration ERBTPL", "humanizeDuration 0");
  }

  /** The tree without positions; {@code group_left} and {@code group_left ()} mean the same. */
  private static String shape(Expr expr) {
    return AstJson.write(expr)
        .replace(",\"Include\":[]", "")
        .replaceAll(",?\"(PosRange\":\\[\\d+,\\d+\\]|(Start|End)Pos\":\\d+)", "");
  }
}
