package io.barograph.sinks.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.DeliveryOutcome.Kind;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelException;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.Contexts;
import io.barograph.sinks.channel.Golden;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.TargetList;
import io.barograph.sinks.channel.TestAuthority;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailChannelTest {
  private GreenMail server;

  private GreenMail start() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  private static Map<String, Object> settings(int port) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("smarthost", "127.0.0.1:" + port);
    settings.put("from", "Barograph <alerts@example.com>");
    settings.put("to", "oncall@example.com, desk@example.com");
    settings.put("require_tls", false);
    settings.put("timeout", "2s");
    return settings;
  }

  private static Channel channel(Map<String, Object> settings, TargetList targets) {
    ReceiverConfig receiver =
        new ReceiverConfig("people", List.of(new IntegrationConfig("email", 0, true, settings)));
    return Channels.create(receiver, Contexts.of(Language.EN, targets)).get(0).channel();
  }

  private static DeliveryOutcome send(Map<String, Object> settings, Notification notification) {
    try (Channel channel = channel(settings, TargetList.ALL)) {
      return channel.send(notification).orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void deliversTextAndHtmlToEverybody() throws Exception {
    int port = start().getSmtp().getPort();
    DeliveryOutcome outcome = send(settings(port), Notifications.firing());
    assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.DELIVERED);
    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    assertThat(received[0].getSubject()).isEqualTo("[P1] FIRING ×2 OrdersSlow (sh)");
    assertThat(received[0].getFrom()[0]).hasToString("Barograph <alerts@example.com>");
    assertThat(part(received[0], 0)).contains("p99 of orders is 812ms (> 500ms) & rising");
    assertThat(part(received[0], 1)).contains("p99 of orders is 812ms (&gt; 500ms) &amp; rising");
    assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void saysWordForWordWhatIsWritten() throws Exception {
    int port = start().getSmtp().getPort();
    golden(port, "firing", Notifications.firing());
    golden(port, "resolved", Notifications.resolved());
    golden(port, "digest", Notifications.digest());
  }

  private void golden(int port, String name, Notification notification) throws Exception {
    MimeMessage mail = received(port, notification);
    StringBuilder text = new StringBuilder();
    for (String header :
        List.of("From", "To", "Subject", "Date", "Message-ID", "References", "In-Reply-To")) {
      text.append(header).append(": ").append(mail.getHeader(header, "|")).append('\n');
    }
    text.append('\n').append(part(mail, 0)).append("\n--\n").append(part(mail, 1)).append('\n');
    Golden.check("email-" + name + ".txt", text.toString().replace("\r\n", "\n"));
  }

  private MimeMessage received(int port, Notification notification) throws Exception {
    server.purgeEmailFromAllMailboxes();
    assertThat(send(settings(port), notification).kind()).isEqualTo(Kind.DELIVERED);
    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    return received[0];
  }

  private static String part(MimeMessage mail, int number) throws MessagingException, IOException {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(number).getContent();
  }

  @Test
  void keepsAGroupInOneThreadAndARepetitionUnderOneId() throws Exception {
    int port = start().getSmtp().getPort();
    MimeMessage first = received(port, Notifications.firing());
    MimeMessage again = received(port, Notifications.firing());
    MimeMessage last = received(port, Notifications.resolved());
    assertThat(again.getMessageID()).isEqualTo(first.getMessageID());
    assertThat(last.getMessageID()).isNotEqualTo(first.getMessageID()).endsWith("@example.com>");
    assertThat(last.getHeader("References"))
        .isEqualTo(first.getHeader("References"))
        .isNotEqualTo(first.getHeader("Message-ID"));
  }

  @Test
  void sendsNothingInClearWhereTlsIsRequired() {
    Map<String, Object> settings = settings(start().getSmtp().getPort());
    settings.put("require_tls", true);
    DeliveryOutcome outcome = send(settings, Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.answer()).contains("STARTTLS is required");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void startsTlsAndTrustsOnlyTheAuthoritiesItIsTold(@TempDir Path folder) throws Exception {
    TestAuthority authority = TestAuthority.in(folder);
    try (FakeSmtp smtp = new FakeSmtp("250 ok", Optional.of(authority.server()))) {
      Map<String, Object> settings = settings(smtp.port());
      settings.remove("require_tls");
      DeliveryOutcome unknown = send(settings, Notifications.firing());
      assertThat(unknown.kind()).as(unknown.toString()).isEqualTo(Kind.RETRY);
      assertThat(smtp.encrypted()).isEmpty();
      settings.put("tls_config", Map.of("ca_file", authority.certificate().toString()));
      DeliveryOutcome known = send(settings, Notifications.firing());
      assertThat(known.kind()).as(known.toString()).isEqualTo(Kind.DELIVERED);
      assertThat(smtp.encrypted())
          .contains("RCPT TO:<oncall@example.com>", "RCPT TO:<desk@example.com>", ".");
    }
  }

  @Test
  void speaksTlsFromTheFirstByteWhereItIsTold(@TempDir Path folder) throws Exception {
    TestAuthority authority = TestAuthority.in(folder);
    try (FakeSmtp smtp = FakeSmtp.encrypted(authority.server())) {
      Map<String, Object> settings = settings(smtp.port());
      settings.put("require_tls", true);
      settings.put("force_implicit_tls", true);
      settings.put("tls_config", Map.of("ca_file", authority.certificate().toString()));
      DeliveryOutcome outcome = send(settings, Notifications.firing());
      assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.DELIVERED);
      assertThat(smtp.encrypted()).contains(".");
    }
  }

  @Test
  void logsInAndTellsNoPassword() {
    start().setUser("alerts@example.com", "alerts", "mail-password-secret");
    server.getUserManager().setAuthRequired(true);
    Map<String, Object> settings = settings(server.getSmtp().getPort());
    settings.put("auth_username", "alerts");
    settings.put("auth_password", "mail-password-secret");
    assertThat(send(settings, Notifications.firing()).kind()).isEqualTo(Kind.DELIVERED);
    settings.put("auth_password", "wrong-password-secret");
    DeliveryOutcome outcome = send(settings, Notifications.firing());
    assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.answer()).contains("authentication failed").doesNotContain("secret");
  }

  @Test
  void readsTheCodesOfAnswers() throws Exception {
    try (FakeSmtp smtp = new FakeSmtp("451 try again later", Optional.empty())) {
      DeliveryOutcome outcome = send(settings(smtp.port()), Notifications.firing());
      assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.RETRY);
      assertThat(outcome.status()).isEqualTo(451);
    }
    try (FakeSmtp smtp = new FakeSmtp("550 no such user", Optional.empty())) {
      DeliveryOutcome outcome = send(settings(smtp.port()), Notifications.firing());
      assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.REFUSED);
      assertThat(outcome.status()).isEqualTo(550);
      assertThat(outcome.answer()).contains("no such user");
    }
  }

  @Test
  void retriesWhereNobodyIsOrAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      Map<String, Object> settings = settings(silent.getLocalPort());
      settings.put("timeout", "300ms");
      assertThat(send(settings, Notifications.firing()).kind()).isEqualTo(Kind.RETRY);
      silent.close();
      assertThat(send(settings, Notifications.firing()).kind()).isEqualTo(Kind.RETRY);
    }
  }

  @Test
  void retriesAConversationThatIsCutOff() throws Exception {
    try (FakeSmtp smtp = new FakeSmtp("", Optional.empty())) {
      assertThat(send(settings(smtp.port()), Notifications.firing()).kind()).isEqualTo(Kind.RETRY);
    }
  }

  @Test
  void writesNoHeaderThatAnAlertBringsAlong() throws Exception {
    int port = start().getSmtp().getPort();
    Map<String, Object> settings = settings(port);
    settings.put("headers", Map.of("subject", "a\r\nBcc: x@example.com", "X-Team", "one"));
    send(settings, Notifications.firing());
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).isEqualTo("a Bcc: x@example.com");
    assertThat(mail.getHeader("X-Team")).containsExactly("one");
  }

  @Test
  void talksToNobodyWhoIsNotAllowed() {
    try (Channel channel = channel(settings(1), new TargetList(List.of("mail.example.com")))) {
      DeliveryOutcome outcome =
          channel.send(Notifications.firing()).orTimeout(30, TimeUnit.SECONDS).join();
      assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
      assertThat(outcome.answer()).contains("not in the list of allowed targets");
    }
  }

  @Test
  void saysWhatIsWrongInTheSettings() {
    Map<String, Object> settings = settings(25);
    settings.put("smarthost", "mail.example.com");
    assertThatThrownBy(() -> channel(settings, TargetList.ALL))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("email_configs[0].smarthost: must be a host and a port");
    settings.put("smarthost", "mail.example.com:587");
    settings.put("auth_username", "alerts");
    assertThatThrownBy(() -> channel(settings, TargetList.ALL))
        .hasMessageContaining("email_configs[0].auth_password: is missing");
    settings.remove("auth_username");
    settings.put("tls_config", Map.of("insecure_skip_verify", true));
    assertThatThrownBy(() -> channel(settings, TargetList.ALL))
        .hasMessageContaining("certificates are always verified");
  }
}
