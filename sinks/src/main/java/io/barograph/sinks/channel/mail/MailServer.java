package io.barograph.sinks.channel.mail;

import io.barograph.sinks.channel.PrivateTrust;
import io.barograph.sinks.channel.Settings;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/**
 * How a mail server is spoken to.
 *
 * @param host its name
 * @param port its port
 * @param hello how this side names itself; the empty text for the machine's name
 * @param credentials who sends, if the server asks
 * @param security what has to be encrypted
 * @param timeout of each step, milliseconds
 */
record MailServer(
    String host,
    int port,
    String hello,
    Optional<Credentials> credentials,
    Security security,
    Duration timeout) {
  private static final String TLS_PORT = "465";

  /** A user and a password; it does not show itself. */
  record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  /**
   * What has to be encrypted.
   *
   * @param fromTheStart true if TLS is spoken from the first byte
   * @param requireTls true if nothing is sent before STARTTLS has succeeded
   * @param trust the certificates to trust, or those of the JDK
   */
  record Security(boolean fromTheStart, boolean requireTls, Optional<SSLContext> trust) {}

  static MailServer of(Settings settings) {
    String smarthost = settings.text("smarthost");
    int colon = smarthost.lastIndexOf(':');
    String port = smarthost.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      throw settings.failure(
          "smarthost", "must be a host and a port such as mail.example.com:587, was " + smarthost);
    }
    String user = settings.text("auth_username", "");
    settings.text("auth_identity", "");
    Optional<String> password = settings.secret("auth_password");
    if (!user.isEmpty() && password.isEmpty()) {
      throw settings.failure(
          "auth_password", "is missing; set it, or auth_password_file to a file");
    }
    Settings tls = settings.inside("tls_config");
    Security security =
        new Security(
            settings.flag("force_implicit_tls", port.equals(TLS_PORT)),
            settings.flag("require_tls", true),
            PrivateTrust.of(tls));
    tls.finish();
    return new MailServer(
        smarthost.substring(0, colon),
        Integer.parseInt(port),
        settings.text("hello", ""),
        user.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, password.get())),
        security,
        settings.timeout());
  }

  /** A session that checks the server's name in its certificate. */
  Session session() {
    Properties properties = new Properties();
    String millis = String.valueOf(timeout.toMillis());
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", host);
    properties.put("mail.smtp.port", String.valueOf(port));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", String.valueOf(credentials.isPresent()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.enable", String.valueOf(security.fromTheStart()));
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put(
        "mail.smtp.starttls.required",
        String.valueOf(security.requireTls() && !security.fromTheStart()));
    security
        .trust()
        .ifPresent(
            trust -> properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory()));
    if (!hello.isEmpty()) {
      properties.put("mail.smtp.localhost", hello);
    }
    return Session.getInstance(properties, credentials.map(MailServer::authenticator).orElse(null));
  }

  private static Authenticator authenticator(Credentials credentials) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(credentials.user(), credentials.password());
      }
    };
  }
}
