package io.barograph.sinks.channel;

import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/** Contexts of channels in tests. */
public final class Contexts {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private Contexts() {}

  /** A context at a fixed time. */
  public static ChannelContext of(Language language, TargetList targets, TemplateFile... files) {
    ZoneId zone = ZoneId.of(language == Language.ZH ? "Asia/Shanghai" : "UTC");
    return new ChannelContext(
        "http://barograph.example.com",
        CLIENT,
        targets,
        MessageTemplates.of(language, zone, List.of(files)),
        ChannelContext.USER_AGENT,
        InstantSource.fixed(Instant.ofEpochMilli(Notifications.AT)));
  }
}
