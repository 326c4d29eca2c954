package io.barograph.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextsTest {
  private static final long START = 1_767_225_600_123L; // 2026-01-01T00:00:00.123Z
  private static final MessageScope SCOPE =
      new MessageScope("http://am:9093", ZoneId.of("Asia/Shanghai"), false, 1);
  private static final Notification NOTIFICATION =
      new Notification(
          "n-1",
          "web.hook",
          "{}:{alertname=\"Slow\"}",
          Labels.of("alertname", "Slow", "job", "api"),
          Labels.of("team", "one"),
          NotifyReason.NEW_ALERTS,
          List.of(
              alert("a", NotifiedAlert.FIRES_ON, Priority.P2, "<b>"),
              alert("b", START + 60_000, Priority.P1, "two")),
          3,
          "i-7",
          START + 120_000);

  private static NotifiedAlert alert(
      String instance, long endsAt, Priority priority, String summary) {
    return new NotifiedAlert(
        Labels.of("alertname", "Slow", "instance", instance, "job", "api"),
        new TreeMap<>(Map.of("summary", summary)),
        START,
        endsAt,
        "",
        "id-" + instance,
        priority);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "{{ .Receiver }} @ web\\.hook",
        "{{ .Status | toUpper }}:{{ .Alerts.Firing | len }} @ FIRING:1",
        "{{ range .Alerts.Resolved }}{{ .Labels.instance }}{{ end }} @ b",
        "{{ .GroupLabels.SortedPairs.Values | join \" \" }} @ Slow api",
        "{{ .CommonLabels.Names | join \",\" }} @ alertname,job",
        "{{ with .CommonLabels.Remove .GroupLabels.Names }}some{{ else }}none{{ end }} @ none",
        "{{ .CommonLabels.Remove (stringSlice \"job\") }} @ alertname=Slow",
        "{{ .GroupLabels }} @ alertname=Slow, job=api",
        "{{ .CommonAnnotations.summary }}-{{ .CommonLabels.nothing }}- @ --",
        "{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }};{{ end }}"
            + " @ alertname=Slow;job=api;",
        "{{ (index .Alerts 0).StartsAt.Format \"15:04:05\" }} @ 00:00:00",
        "{{ (index .Alerts 0).EndsAt }} @ 0001-01-01 00:00:00 +0000 UTC",
        "{{ (index .Alerts 0).StartsAt | tz .TimeZone | date \"2006-01-02 15:04:05 MST Z07:00\" }}"
            + " @ 2026-01-01 08:00:00 CST +08:00",
        "{{ (index .Alerts 0).StartsAt | tz \"America/New_York\" | date \"15:04 -0700\" }}"
            + " @ 19:00 -0500",
        "{{ since (index .Alerts 0).StartsAt }} @ 2m0s",
        "{{ \" x \" | trimSpace }} @ x",
        "{{ reReplaceAll \"a(.)\" \"$1\" \"abac\" }} @ bc",
        "{{ if match \"^S\" .CommonLabels.alertname }}yes{{ end }} @ yes",
        "{{ .Incident }} {{ .Priority }} {{ .Reason }} {{ .TruncatedAlerts }} @ i-7 P1 NEW_ALERTS 3",
        "{{ range .Shown }}{{ .Labels.instance }}{{ end }} {{ .More }} @ a 4",
        "{{ .NotificationReason | title }} @ New Alerts Added",
        "{{ template \"list\" .Alerts }} @ a,b,",
        "{{ safeHtml \"<i>\" }}{{ urlUnescape \"a%20b+%e6%B0%94\" }} @ <i>a b 气"
      })
  void writesWhatAlertmanagersTemplatesAsk(String text, String expected) throws Exception {
    MessageTexts texts =
        MessageTexts.NONE.with(
            "a.tmpl",
            "{{ define \"list\" }}{{ range . }}{{ .Labels.instance }},{{ end }}{{ end }}");
    assertThat(texts.text("title", text).expand(NOTIFICATION, SCOPE)).isEqualTo(expected);
  }

  @Test
  void escapesForHtmlUnlessToldThatItIs() throws Exception {
    MessageTexts.MessageText text =
        MessageTexts.NONE.text(
            "html", "<p>{{ (index .Alerts 0).Annotations.summary }}{{ safeHtml \"<i>\" }}</p>");
    assertThat(text.expandHtml(NOTIFICATION, SCOPE)).isEqualTo("<p>&lt;b&gt;<i></p>");
    assertThat(text.expand(NOTIFICATION, SCOPE)).isEqualTo("<p><b><i></p>");
  }

  @Test
  void takesTheLastOfTwoDefinitionsAndNotAnEmptyOne() throws Exception {
    MessageTexts texts =
        MessageTexts.NONE
            .with("one.tmpl", "{{ define \"x\" }}one{{ end }}")
            .with("two.tmpl", "{{ define \"x\" }}two{{ end }}")
            .with("three.tmpl", "{{ define \"x\" }} {{ end }}");
    assertThat(texts.text("t", "{{ template \"x\" . }}").expand(NOTIFICATION, SCOPE))
        .isEqualTo("two");
  }

  @Test
  void saysInWhichFileAnActionFails() throws Exception {
    MessageTexts texts =
        MessageTexts.NONE.with("far.tmpl", "\n\n{{ define \"x\" }}{{ .Nothing }}{{ end }}");
    assertThatThrownBy(
            () -> texts.text("title", "{{ template \"x\" . }}").expand(NOTIFICATION, SCOPE))
        .isInstanceOf(ExpansionException.class)
        .hasMessageContaining("far.tmpl:3:")
        .hasMessageContaining("can't evaluate field Nothing in type *template.Data");
  }

  @Test
  void refusesWhatIsNoTemplate() {
    assertThatThrownBy(() -> MessageTexts.NONE.text("title", "{{ $x }}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("undefined variable \"$x\"");
    assertThatThrownBy(() -> MessageTexts.NONE.with("a.tmpl", "{{ nothing . }}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("a.tmpl:1: function \"nothing\" not defined");
    assertThatThrownBy(
            () ->
                MessageTexts.NONE
                    .text("title", "{{ tz \"Nowhere\" .At }}")
                    .expand(NOTIFICATION, SCOPE))
        .hasMessageContaining("unknown time zone Nowhere");
    assertThatThrownBy(
            () ->
                MessageTexts.NONE
                    .text("title", "{{ urlUnescape \"50%\" }}")
                    .expand(NOTIFICATION, SCOPE))
        .hasMessageContaining("invalid URL escape in \"50%\"");
  }

  @Test
  void rulesKnowNoFunctionsOfMessages() {
    assertThatThrownBy(() -> Template.parse("A", "{{ stringSlice \"a\" }}"))
        .hasMessageContaining("function \"stringSlice\" not defined");
  }

  @Test
  void tellsTimesOfUtcAsBefore() {
    assertThat(TimeText.format(Instant.ofEpochMilli(START), "-07:00 Z0700 MST"))
        .isEqualTo("+00:00 Z UTC");
    assertThat(
            TimeText.format(
                Instant.ofEpochMilli(START).atZone(ZoneOffset.ofHoursMinutes(-3, -30)),
                "-07:00:00 Z07 -0700"))
        .isEqualTo("-03:30:00 -03 -0330");
  }
}
