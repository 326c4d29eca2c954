package io.barograph.sinks.channel.mail;

import io.barograph.core.notify.Notification;
import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.Signing;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a mail says. Mails of one group refer to a message that was never sent, so that readers show
 * them as one thread whichever of them arrived first; the subject needs no id then.
 */
final class MailText {
  private final MessageText from;
  private final MessageText to;
  private final MessageText html;
  private final MessageText text;
  private final Map<String, MessageText> headers = new LinkedHashMap<>();

  MailText(Settings settings) {
    settings.text("from");
    settings.text("to");
    this.from = settings.template("from", "");
    this.to = settings.template("to", "");
    this.html = settings.template("html", "{{ template \"email.default.html\" . }}");
    this.text =
        settings.template(
            "text", "{{ template \"barograph.title\" . }}\n\n{{ template \"barograph.text\" . }}");
    headers.put(
        "Subject", settings.template("subject", "{{ template \"email.default.subject\" . }}"));
    for (Map.Entry<String, MessageText> header :
        settings.inside("headers").templates().entrySet()) {
      headers.put(canonical(header.getKey()), header.getValue());
    }
  }

  /** {@code subject} as {@code Subject}. */
  private static String canonical(String name) {
    StringBuilder out = new StringBuilder();
    for (String part : name.split("-", -1)) {
      out.append(out.isEmpty() ? "" : "-");
      out.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT));
      out.append(part.isEmpty() ? "" : part.substring(1));
    }
    return out.toString();
  }

  MimeMessage toMime(Message message, Session session, Date at)
      throws ExpansionException, MessagingException {
    Notification notification = message.notification();
    String sender = line(message.text(from));
    MimeMessage mail = new IdentifiedMessage(session, id(notification.id(), sender));
    mail.setFrom(new InternetAddress(sender));
    mail.setRecipients(RecipientType.TO, InternetAddress.parse(line(message.text(to))));
    mail.setSentDate(at);
    for (Map.Entry<String, MessageText> header : headers.entrySet()) {
      String value = line(message.text(header.getValue()));
      if (header.getKey().equals("Subject")) {
        mail.setSubject(value, StandardCharsets.UTF_8.name());
      } else {
        mail.setHeader(header.getKey(), value);
      }
    }
    String thread = id(notification.groupKey() + '\n', sender); // as earlier releases have it
    mail.setHeader("References", thread);
    mail.setHeader("In-Reply-To", thread);
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setContent(body(message));
    mail.saveChanges();
    return mail;
  }

  private MimeMultipart body(Message message) throws ExpansionException, MessagingException {
    MimeMultipart body = new MimeMultipart("alternative");
    String plain = message.text(text);
    if (!plain.isBlank()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setText(plain, StandardCharsets.UTF_8.name());
      body.addBodyPart(part);
    }
    String rich = message.html(html);
    if (!rich.isBlank() || plain.isBlank()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setText(rich, StandardCharsets.UTF_8.name(), "html");
      body.addBodyPart(part);
    }
    return body;
  }

  private static String id(String text, String sender) {
    String domain = sender.replaceAll("^.*@|>.*$", "").replaceAll("[^A-Za-z0-9.-]", "");
    return "<%s@%s>"
        .formatted(
            Signing.sha256Hex(text).substring(0, 32), domain.isEmpty() ? "barograph" : domain);
  }

  /** What stands in a header is one line: nobody adds another by what an alert says. */
  private static String line(String text) {
    return text.replaceAll("[\\r\\n]+", " ").strip();
  }

  /** A mail whose id is given. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
