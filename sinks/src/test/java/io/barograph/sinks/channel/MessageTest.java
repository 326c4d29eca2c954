package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.template.MessageTexts.MessageText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
  private static String text(ChannelContext context, String template, boolean hasThreads)
      throws Exception {
    MessageText text = context.templates().texts().text("t", template);
    return Message.of(Notifications.firing(), context, hasThreads).text(text);
  }

  @ParameterizedTest
  @CsvSource({"EN, false, true", "EN, true, false", "ZH, false, true", "ZH, true, false"})
  void titlesNameTheIncidentWhereThereAreNoThreads(
      Language language, boolean hasThreads, boolean named) throws Exception {
    String title =
        text(
            Contexts.of(language, TargetList.ALL),
            "{{ template \"barograph.title\" . }}",
            hasThreads);
    assertThat(title.contains("inc-42")).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EN | [P2] FIRING ×3+ storm on 2 services"
            + " | 3 firing, 0 resolved, and 40 more · began with Down of db · first notification",
        "ZH | [P2] 告警 ×3+ 告警风暴，涉及 2 个服务" + " | 告警 3 条，恢复 0 条，另有 40 条 · 始于 db 的 Down · 首次通知"
      })
  void aStormTellsOnHowManyServicesItIsAndWithWhatItBegan(
      Language language, String title, String headline) throws Exception {
    ChannelContext context = Contexts.of(language, TargetList.ALL);
    String template =
        "{{ template \"barograph.title\" . }}\n{{ template \"barograph.headline\" . }}";
    MessageText text = context.templates().texts().text("t", template);
    assertThat(Message.of(Notifications.storm(), context, true).text(text))
        .isEqualTo(title + "\n" + headline);
  }

  @Test
  void filesOfUsersReplaceWhatShips() throws Exception {
    ChannelContext context =
        Contexts.of(
            Language.EN,
            TargetList.ALL,
            new TemplateFile("mine.tmpl", "{{ define \"word.firing\" }}BURNING{{ end }}"));
    assertThat(text(context, "{{ template \"barograph.title\" . }}", true))
        .isEqualTo("[P1] BURNING ×2 OrdersSlow (sh)");
  }

  @Test
  void saysWhichFileIsNoTemplate() {
    assertThatThrownBy(
            () ->
                MessageTemplates.of(
                    Language.EN, ZoneOffset.UTC, List.of(new TemplateFile("a.tmpl", "{{ end }}"))))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("templates: template: a.tmpl:1:");
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "10, 500", "50, 2000", "3, 100"})
  void staysWithinItsBytesAndSaysWhatItLeftOff(int alerts, int most) throws Exception {
    ChannelContext context = Contexts.of(Language.EN, TargetList.ALL);
    MessageText text = context.templates().texts().text("t", "{{ template \"barograph.text\" . }}");
    String told = Message.of(Notifications.large(alerts, 100), context, true).text(text, most);
    assertThat(told.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
    assertThat(told).containsPattern("more|… \\(\\+[0-9]+ B\\)");
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(Message.cut("abc", 3)).isEqualTo("abc");
    String cut = Message.cut("😀".repeat(100), 50);
    assertThat(cut).startsWith("😀").endsWith(" B)");
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(50);
    int kept = (int) cut.codePoints().filter(c -> c == 0x1F600).count();
    assertThat(cut).contains("(+" + (400 - 4 * kept) + " B)");
  }
}
