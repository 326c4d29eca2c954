package io.barograph.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.Labels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final TemplateData DATA =
      TemplateData.of(Labels.of("instance", "web-1:9100", "job", "api"), 0.98765, 1_500);

  @Test
  void expandsLabelsAndTheValue() throws Exception {
    Template template =
        Template.parse("HighCpu", "{{ $labels.instance }} at {{ $value | humanizePercentage }}");

    assertThat(template.expand(DATA)).isEqualTo("web-1:9100 at 98.77%");
    assertThat(template.usesQuery()).isFalse();
  }

  @Test
  void putsWhatIsWrongInThePlaceOfTheText() throws Exception {
    assertThat(Template.parse("A", "{{ $value | humanize 1 }}").expandOrError(DATA))
        .isEqualTo(
            "<error expanding template: error executing template __alert_A: template: "
                + "__alert_A:1:124: executing \"__alert_A\" at <humanize>: "
                + "wrong number of args for humanize: want 1 got 2>");
  }

  @Test
  void anUnknownVariableFailsTheExpansionNotTheText() throws Exception {
    assertThat(Template.parse("A", "{{ $nothing }}").expandOrError(DATA))
        .isEqualTo(
            "<error expanding template: error parsing template __alert_A: template: "
                + "__alert_A:1: undefined variable \"$nothing\">");
  }

  @Test
  void saysWhereATextIsNoTemplate() {
    assertThatThrownBy(() -> Template.parse("A", "one\ntwo {{ end }}"))
        .isInstanceOfSatisfying(
            TemplateException.class,
            invalid -> {
              assertThat(invalid.line()).isEqualTo(2);
              assertThat(invalid.reason()).isEqualTo("unexpected {{end}}");
            });
  }

  @Test
  void tellsWhetherItAsksForAQuery() throws Exception {
    Template template = Template.parse("A", "{{ query \"up\" | first | value }}");

    assertThat(template.usesQuery()).isTrue();
    assertThat(template.expandOrError(DATA)).contains("query is not supported in alert templates");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "false;warning",
        "false;{{ $labels.job | toUpper }} of {{ .Labels.job }}",
        "false;{{ $externalURL }}{{ .ExternalLabels.site }}",
        "false;{{ if eq $labels.job \"api\" }}a{{ else }}b{{ end }}",
        "false;{{ range $name, $text := $labels }}{{ $name }}={{ $text }} {{ end }}",
        "true;{{ $value }}",
        "true;{{ if gt $value 0.9 }}page{{ else }}ticket{{ end }}",
        "true;{{ $v := $value }}{{ if gt $v 0.9 }}page{{ end }}",
        "true;{{ with $value }}page{{ end }}",
        "true;{{ range printf \"%.0f\" $value }}x{{ end }}",
        "true;{{ .Value }}",
        "true;{{ $.Value | humanize }}",
        "true;{{ $alert := $ }}{{ $alert.Value }}",
        "true;{{ with . }}{{ (printf \"%v\" .Value) }}{{ end }}",
        "true;{{ (args $).arg0.Value }}",
        "true;{{ printf \"%v\" . }}",
        "true;{{ define \"t\" }}{{ .Value }}{{ end }}{{ template \"t\" $ }}",
        "true;{{ now }}",
        // It says so of what it cannot tell from the alert.
        "true;{{ range $labels }}{{ . }}{{ end }}"
      })
  void tellsWhetherTheTextMayChangeFromTickToTick(boolean varies, String text) throws Exception {
    assertThat(Template.parse("A", text).varies()).isEqualTo(varies);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{ now }};1.5",
        "{{ reReplaceAll \"(.*):.*\" \"$1\" $labels.instance }};web-1",
        "{{ reReplaceAll \"(?P<h>.*):.*\" \"${h}x$$$1y\" $labels.instance }};web-1x$",
        "{{ reReplaceAll \"a*\" \"x\" \"baaac\" }};xbxcx",
        "{{ reReplaceAll \"b\" \"${1\" \"abc\" }};a${1c",
        "{{ match \"^web\" $labels.instance }};true",
        "{{ urlQueryEscape \"a b&c\" }};a+b%26c",
        "{{ safeHtml \"<b>\" }};<b>",
        "{{ toLower \"ABC\" }};abc",
        "{{ graphLink \"up == 0\" }};/graph?g0.expr=up+%3D%3D+0&g0.tab=0",
        "{{ stripDomain \"a.example.com:80\" }};a:80",
        "{{ stripDomain \"10.0.0.1:80\" }};10.0.0.1:80",
        "{{ stripPort \"a:b:c\" }};a:b:c",
        "{{ stripPort \"nothing\" }};nothing",
        "{{ parseDuration \"1h30m\" }};5400",
        "{{ parseDuration \"0\" }};0",
        "{{ humanizeDuration 3661 }};1h 1m 1s",
        "{{ humanize (1500 | toDuration) }};1.5k",
        "{{ (1.4 | toDuration).Round (1 | toDuration) }};1s",
        "{{ (1 | toTime).YearDay }};1",
        "{{ externalURL }}{{ pathPrefix }}x;x",
        "{{ label \"x\" nil }};error calling label: runtime error",
        "{{ first nil }};error calling first: first() called on vector with no elements",
        "{{ parseDuration \"1x\" }};not a valid duration string: \"1x\"",
        "{{ parseDuration \"\" }};empty duration string",
        "{{ parseDuration \"99999999999y\" }};duration out of range",
        "{{ match \"(\" \"a\" }};error calling match: error parsing regexp",
        "{{ reReplaceAll \"(\" \"\" \"a\" }};error calling reReplaceAll: regexp: Compile(`(`)",
        "{{ toTime \"NaN\" }};value is NaN or Inf",
        "{{ humanize $labels }};can't convert map[string]string to float",
        "{{ humanize \"1e999\" }};value out of range"
      })
  void knowsPrometheussFunctions(String text, String expected) throws Exception {
    assertThat(Template.parse("A", text).expandOrError(DATA)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ range 100000000 }}{{ end }}",
        "{{ range 100000 }}{{ printf \"%100000d\" 1 }}{{ end }}",
        "{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}"
      })
  void endsAnExpansionThatWouldNotEnd(String text) throws Exception {
    assertThat(Template.parse("A", text).expandOrError(DATA)).contains("exceeded");
  }

  @Test
  void refusesTextsThatNestTooDeep() {
    String deep = "{{ " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " }}";

    assertThatThrownBy(() -> Template.parse("A", deep))
        .hasMessageContaining("max expression depth exceeded");
    assertThatThrownBy(() -> Template.parse("A", "{{ if 1 }}".repeat(10_000)))
        .hasMessageContaining("max expression depth exceeded");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "100000, 100000",
    "1000000, 1e+06",
    "123456.7, 123456.7",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "4.9e-324, 5e-324",
    "2e-3, 0.002",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "1.7976931348623157E308, 1.7976931348623157e+308"
  })
  void writesDoublesAsGoDoes(double value, String text) throws Exception {
    TemplateData data = TemplateData.of(Labels.EMPTY, value, 0);

    assertThat(Template.parse("A", "{{ $value }}").expand(data)).isEqualTo(text);
  }

  @Test
  void writesDoublesThatReadBackTheSame() {
    long seed = 42;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(FloatText.shortest(value)))
            .as("seed %d", seed)
            .isEqualTo(value);
      }
    }
  }

  @Test
  void neverThrowsAnythingElseForBrokenTexts() {
    long seed = 7;
    Random random = new Random(seed);
    String[] parts = {
      "{{", "}}", "{{-", "-}}", " ", "$labels", ".job", "$value", "|", "(", ")", "\"a\"", "printf",
      "1", ":=", "=", "if", "range", "end", "else", "with", "define", "template", "'", "`", ",",
      "break", "eq", "index", "nil", ".", "$", "/*", "*/", "text", "%d", "block"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int part = 0; part < length; part++) {
        text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
      }
      try {
        assertThat(Template.parse("A", text.toString()).expandOrError(DATA)).isNotNull();
      } catch (TemplateException expected) {
        assertThat(expected.line()).isEqualTo(1);
      } catch (RuntimeException broken) {
        throw new AssertionError("seed %d: %s".formatted(seed, text), broken);
      }
    }
  }
}
