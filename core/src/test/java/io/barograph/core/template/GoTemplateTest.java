package io.barograph.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Texts and failures, word by word, against what Go 1.26's text/template and fmt made of the same
 * templates.
 */
class GoTemplateTest {
  private static final int CASES = 159;

  private static final TemplateData DATA =
      new TemplateData(
          Labels.of("instance", "web-1:9100", "job", "api", "code", "500", "city", "Zürich"),
          1_234_567.125,
          Labels.of("site", "eu"),
          "http://x/y",
          OptionalLong.empty(),
          Optional.empty());

  @Test
  void saysWhatGoSays() throws IOException {
    List<String> failures = new ArrayList<>();
    int passed = 0;
    try (InputStream table = GoTemplateTest.class.getResourceAsStream("go-templates.json")) {
      for (JsonNode testCase : new ObjectMapper().readTree(table)) {
        String text = testCase.get("text").asText();
        String expected =
            testCase.has("error")
                ? testCase.get("error").asText()
                : testCase.path("output").asText("");
        String actual = expand(text);
        if (actual.equals(expected)) {
          passed++;
        } else {
          failures.add("%s%n  expected %s%n  but was  %s".formatted(text, expected, actual));
        }
      }
    }
    System.out.printf("go templates: %d passed, %d failed, 0 skipped%n", passed, failures.size());
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(CASES);
  }

  private static String expand(String text) {
    try {
      return Template.parse("A", text).expand(DATA);
    } catch (TemplateException invalid) {
      return "error parsing template __alert_A: " + invalid.getMessage();
    } catch (ExpansionException failed) {
      return failed.getMessage();
    }
  }
}
