package io.barograph.sinks.channel.mail;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.template.ExpansionException;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Failures;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Secrets;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.UnderWay;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Mail by SMTP, with the fields of Alertmanager's {@code email_configs}. */
public final class MailChannel implements Channel {
  private static final int THREADS = 2;
  private static final int MAX_QUEUED = 1_000;

  /** How many timeouts an attempt may last: greeting, TLS, log-in, addresses and text. */
  private static final int STEPS = 6;

  private final ChannelContext context;
  private final Secrets secrets;
  private final MailServer server;
  private final MailText text;
  private final ThreadPoolExecutor senders;
  private final UnderWay<DeliveryOutcome> underWay = new UnderWay<>();

  private MailChannel(Settings settings, ChannelContext context) {
    this.context = context;
    this.secrets = settings.secrets();
    this.server = MailServer.of(settings);
    this.text = new MailText(settings);
    this.senders =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            task -> {
              Thread thread = new Thread(task, "channel-mail");
              thread.setDaemon(true);
              // Where Jakarta Mail looks for what turns texts into bytes.
              thread.setContextClassLoader(MailChannel.class.getClassLoader());
              return thread;
            });
    senders.allowCoreThreadTimeOut(true);
  }

  /** Makes them of {@code email_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "email";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new MailChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  public CompletableFuture<DeliveryOutcome> send(Notification notification) {
    CompletableFuture<DeliveryOutcome> outcome =
        new CompletableFuture<DeliveryOutcome>()
            .completeOnTimeout(
                DeliveryOutcome.retry(0, "no end within the timeouts of all steps", 0),
                STEPS * server.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
    CompletableFuture<DeliveryOutcome> kept = underWay.add(outcome);
    try {
      senders.execute(() -> outcome.complete(Failures.safe(attempt(notification), secrets)));
    } catch (RejectedExecutionException full) {
      outcome.complete(DeliveryOutcome.retry(0, "given up: closed, or too many mails wait", 0));
    }
    return kept;
  }

  private DeliveryOutcome attempt(Notification notification) {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(server.host()));
      String refusal = context.targets().refusal(server.host(), addresses);
      if (!refusal.isEmpty()) {
        return DeliveryOutcome.refused(0, refusal);
      }
      return deliver(notification);
    } catch (UnknownHostException unknown) {
      return DeliveryOutcome.retry(0, "unknown host " + server.host(), 0);
    } catch (AddressException invalid) {
      return DeliveryOutcome.refused(0, "no mail address: " + invalid.getMessage());
    } catch (ExpansionException invalid) {
      return Failures.outcome(invalid);
    } catch (MessagingException | RuntimeException failed) {
      return MailOutcome.of(failed);
    }
  }

  private DeliveryOutcome deliver(Notification notification)
      throws ExpansionException, MessagingException {
    Session session = server.session();
    Message message = Message.of(notification, context, true);
    MimeMessage mail = text.toMime(message, session, Date.from(context.clock().instant()));
    try (Transport transport = session.getTransport()) {
      transport.connect();
      transport.sendMessage(mail, mail.getAllRecipients());
    }
    return DeliveryOutcome.delivered(250, mail.getMessageID());
  }

  @Override
  public RateLimit limit() {
    return RateLimit.perMinute(60);
  }

  @Override
  public void close() {
    senders.shutdownNow();
    underWay.end(outcome -> outcome.complete(Failures.outcome(new CancellationException())));
  }

  /** Settings hold secrets: only the kind is told. */
  @Override
  public String toString() {
    return "MailChannel";
  }
}
