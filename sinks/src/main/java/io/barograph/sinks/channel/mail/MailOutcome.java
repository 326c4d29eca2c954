package io.barograph.sinks.channel.mail;

import io.barograph.core.notify.DeliveryOutcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a mail server's answers mean: 4xx may be otherwise later, 5xx will not. */
final class MailOutcome {
  private MailOutcome() {}

  static DeliveryOutcome of(Throwable failed) {
    String text = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    for (Throwable at = failed;
        at instanceof MessagingException mail;
        at = mail.getNextException()) {
      int code = code(at);
      if (code / 100 == 5) {
        return DeliveryOutcome.refused(code, at.getMessage());
      }
      if (code / 100 == 4) {
        return DeliveryOutcome.retry(code, at.getMessage(), 0);
      }
    }
    if (failed instanceof AuthenticationFailedException) {
      boolean isPassing = text.strip().startsWith("4");
      return isPassing
          ? DeliveryOutcome.retry(0, "authentication failed: " + text, 0)
          : DeliveryOutcome.refused(535, "authentication failed: " + text);
    }
    if (failed instanceof MessagingException mail) {
      return text.contains("STARTTLS is required")
          ? DeliveryOutcome.refused(0, text + "; set require_tls: false to send in clear")
          : DeliveryOutcome.retry(0, reason(mail, text), 0);
    }
    return DeliveryOutcome.refused(0, "cannot be sent: " + text);
  }

  private static String reason(MessagingException mail, String text) {
    Exception inner = mail.getNextException();
    return inner == null || inner.getMessage() == null
        ? "the connection failed: " + text
        : "the connection failed: " + text + ": " + inner.getMessage();
  }

  /** The code of the server's answer that a failure holds, or 0. */
  private static int code(Throwable failed) {
    if (failed instanceof SMTPAddressFailedException refused) {
      return refused.getReturnCode();
    }
    if (failed instanceof SMTPSenderFailedException refused) {
      return refused.getReturnCode();
    }
    return failed instanceof SMTPSendFailedException refused ? refused.getReturnCode() : 0;
  }
}
