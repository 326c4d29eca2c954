package io.barograph.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import org.junit.jupiter.api.Test;

class ExternalTest {
  private static final External EXTERNAL =
      new External(Labels.of("cluster", "eu-1"), "http://prometheus:9090");

  @Test
  void templatesSeeItsLabelsAndItsAddress() throws TemplateException {
    Template template =
        Template.parse(
            "Test", "{{ $labels.host }} in {{ $externalLabels.cluster }}: {{ .ExternalURL }}");

    assertThat(template.expandOrError(EXTERNAL.data(Labels.of("host", "a"), 1, 0)))
        .isEqualTo("a in eu-1: http://prometheus:9090");
  }

  @Test
  void linksToAnExpressionAsPrometheusDoes() {
    assertThat(EXTERNAL.linkTo("rate(x{a=~\"b.*\"}[5m]) * 2 > 0.5"))
        .isEqualTo(
            "http://prometheus:9090/graph?g0.expr="
                + "rate%28x%7Ba%3D~%22b.%2A%22%7D%5B5m%5D%29+%2A+2+%3E+0.5&g0.tab=1");
    assertThat(External.NONE.linkTo("up")).isEmpty();
  }
}
