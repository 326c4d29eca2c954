package io.barograph.sinks.channel;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What all channels of a job share.
 *
 * @param externalUrl where people look at alerts, without a slash at its end, or the empty text
 * @param http the client for those that need no other certificates or proxy; it follows no
 *     redirects
 * @param targets which hosts may be talked to
 * @param templates the texts
 * @param userAgent how channels name themselves, such as {@code Alertmanager/0.28.1}
 * @param clock what time it is, for signatures and dates
 */
public record ChannelContext(
    String externalUrl,
    HttpClient http,
    TargetList targets,
    MessageTemplates templates,
    String userAgent,
    InstantSource clock) {
  /** The user agent unless another is chosen: some receivers look for Alertmanager's. */
  public static final String USER_AGENT = "Alertmanager/0.28.1";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** A context with a client of its own. */
  public static ChannelContext open(
      String externalUrl, TargetList targets, MessageTemplates templates, String userAgent) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    return new ChannelContext(
        externalUrl, http, targets, templates, userAgent, InstantSource.system());
  }
}
