package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.DeliveryOutcome.Kind;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every channel that speaks HTTP keeps to. */
public abstract class ChannelContract {
  protected FakeVendor vendor;

  /** The key of the receiver without {@code _configs}. */
  protected abstract String type();

  /** Settings by which everything goes to a server at {@code url}; they hold every secret. */
  protected abstract Map<String, Object> settings(String url);

  /** What the vendor answers when it has taken something. */
  protected abstract String accepted();

  /** What the vendor answers with 200 when it has not, or the empty text if it never does. */
  protected abstract String refusal();

  /** What the vendor answers with 200 when there was too much, or the empty text. */
  protected abstract String tooMany();

  /** The secrets of the settings. */
  protected abstract List<String> secrets();

  /** A field without which there is no channel. */
  protected abstract String required();

  /** A field that is a template, or the empty text. */
  protected String text() {
    return "text";
  }

  protected Language language() {
    return Language.EN;
  }

  /** Checks what signs a request, by means of its own. */
  protected void checkSignature(FakeVendor.Request request) {}

  /** Puts a fixed text in the place of what differs from run to run. */
  protected String settled(String request) {
    return request;
  }

  @BeforeEach
  void open() throws IOException {
    vendor = new FakeVendor().otherwise(FakeVendor.answer(200, accepted()));
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  protected final Channel channel(Map<String, Object> settings) {
    return channel(settings, TargetList.ALL);
  }

  private Channel channel(Map<String, Object> settings, TargetList targets) {
    ReceiverConfig receiver =
        new ReceiverConfig("people", List.of(new IntegrationConfig(type(), 0, true, settings)));
    return Channels.create(receiver, Contexts.of(language(), targets)).get(0).channel();
  }

  protected final DeliveryOutcome send(Notification notification) {
    return send(settings(vendor.url()), notification);
  }

  protected final DeliveryOutcome send(Map<String, Object> settings, Notification notification) {
    try (Channel channel = channel(settings)) {
      return send(channel, notification);
    }
  }

  protected static DeliveryOutcome send(Channel channel, Notification notification) {
    return channel.send(notification).orTimeout(30, TimeUnit.SECONDS).join();
  }

  protected final Map<String, Object> with(String field, Object value) {
    Map<String, Object> settings = new LinkedHashMap<>(settings(vendor.url()));
    settings.put(field, value);
    return settings;
  }

  @Test
  void deliversWhatTheOtherSideTakes() {
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.DELIVERED);
    assertThat(vendor.requests()).isNotEmpty();
    vendor.requests().forEach(this::checkSignature);
    assertThat(vendor.requests().get(0).header("User-Agent")).startsWith("Alertmanager/");
  }

  @Test
  void sendsWordForWordWhatIsWritten() {
    golden("firing", Notifications.firing());
    golden("resolved", Notifications.resolved());
    golden("digest", Notifications.digest());
  }

  private void golden(String name, Notification notification) {
    int before = vendor.requests().size();
    assertThat(send(notification).kind()).isEqualTo(Kind.DELIVERED);
    StringBuilder text = new StringBuilder();
    for (FakeVendor.Request request : vendor.requests().subList(before, vendor.requests().size())) {
      text.append(request.method()).append(' ').append(request.target()).append('\n');
      for (String header : List.of("content-type", "authorization", "x-tc-action")) {
        if (!request.header(header).isEmpty()) {
          text.append(header).append(": ").append(request.header(header)).append('\n');
        }
      }
      text.append('\n').append(request.body()).append('\n');
    }
    Golden.check(type() + "-" + name + ".txt", settled(text.toString()));
  }

  @Test
  void retriesWhatAServerFailedAt() {
    vendor.otherwise(FakeVendor.answer(500, "out of order"));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    assertThat(outcome.status()).isEqualTo(500);
    assertThat(outcome.answer()).contains("out of order");
  }

  @Test
  void waitsAsLongAsItIsAsked() {
    vendor.otherwise(FakeVendor.answer(429, "slower", "Retry-After", "7"));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    assertThat(outcome.retryAfterMillis()).isEqualTo(7_000);
    vendor.otherwise(FakeVendor.answer(503, "", "Retry-After", "Thu, 01 Jan 2026 00:12:00 GMT"));
    assertThat(send(Notifications.firing()).retryAfterMillis()).isEqualTo(120_000);
  }

  @Test
  void retriesAConnectionThatIsRefused() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    DeliveryOutcome outcome = send(settings("http://127.0.0.1:" + port), Notifications.firing());
    assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.RETRY);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.answer()).startsWith("cannot connect");
  }

  @Test
  void retriesWhereNobodyAnswers() {
    vendor.otherwise(vendor.hang());
    DeliveryOutcome outcome = send(with("timeout", "300ms"), Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    assertThat(outcome.answer()).isEqualTo("no answer within the timeout");
  }

  @Test
  void retriesWhereAnAnswerStops() {
    vendor.otherwise(vendor.stall("{"));
    DeliveryOutcome outcome = send(with("timeout", "300ms"), Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void retriesAnAnswerThatIsCutOff() {
    vendor.otherwise(FakeVendor.cutOff(accepted().isEmpty() ? "{" : accepted()));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.RETRY);
    assertThat(outcome.answer()).startsWith("the connection failed");
  }

  @Test
  void followsNoRedirect() {
    vendor.otherwise(FakeVendor.answer(302, "", "Location", "http://elsewhere.example.com/x"));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.answer()).contains("redirects to http://elsewhere.example.com/x");
  }

  @Test
  void keepsWhatARefusalSays() {
    vendor.otherwise(FakeVendor.answer(400, "no such field: " + "x".repeat(1_000)));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.status()).isEqualTo(400);
    assertThat(outcome.answer()).startsWith("no such field").hasSize(DeliveryOutcome.MAX_ANSWER);
  }

  @Test
  void takesNoErrorCodeForSuccess() {
    assumeTrue(!refusal().isEmpty(), "answers of this vendor carry no codes");
    vendor.otherwise(FakeVendor.answer(200, refusal()));
    DeliveryOutcome outcome = send(Notifications.firing());
    assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.answer()).isNotEmpty();
  }

  @Test
  void retriesWhatWasTooMany() {
    assumeTrue(!tooMany().isEmpty(), "answers of this vendor carry no codes");
    vendor.otherwise(FakeVendor.answer(200, tooMany()));
    assertThat(send(Notifications.firing()).kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void tellsNoSecretWhateverTheOtherSideSays() {
    vendor.otherwise(
        FakeVendor.answer(
            400, request -> request.target() + " " + request.headers() + " " + request.body()));
    Map<String, Object> settings = settings(vendor.url());
    try (Channel channel = channel(settings)) {
      DeliveryOutcome outcome = send(channel, Notifications.firing());
      assertThat(outcome.kind()).isNotEqualTo(Kind.DELIVERED);
      for (String secret : secrets()) {
        assertThat(secret).as("the test's own secrets are in the settings").isNotEmpty();
        assertThat(settings.toString()).contains(secret);
        assertThat(outcome.toString() + channel).doesNotContain(secret);
      }
    }
  }

  @Test
  void talksToNobodyWhoIsNotAllowed() {
    try (Channel channel =
        channel(settings(vendor.url()), new TargetList(List.of("hooks.example.com")))) {
      DeliveryOutcome outcome = send(channel, Notifications.firing());
      assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
      assertThat(outcome.answer()).isEqualTo("127.0.0.1 is not in the list of allowed targets");
      assertThat(vendor.requests()).isEmpty();
    }
  }

  @Test
  void refusesFieldsThatItDoesNotKnow() {
    assertThatThrownBy(() -> channel(with("colour", "red")))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining(
            "receiver \"people\": %s_configs[0].colour: is not known".formatted(type()));
  }

  @Test
  void saysWhichFieldIsMissing() {
    Map<String, Object> settings = new LinkedHashMap<>(settings(vendor.url()));
    settings.remove(required());
    assertThatThrownBy(() -> channel(settings))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("%s_configs[0].%s: is missing".formatted(type(), required()));
  }

  @Test
  void takesManyAtOnce() {
    try (Channel channel = channel(settings(vendor.url()))) {
      List<CompletableFuture<DeliveryOutcome>> sent =
          IntStream.range(0, 20).mapToObj(i -> channel.send(Notifications.firing())).toList();
      assertThat(sent)
          .allMatch(
              outcome -> outcome.orTimeout(30, TimeUnit.SECONDS).join().kind() == Kind.DELIVERED);
    }
  }

  @Test
  void refusesWhatNoTemplateCanTell() {
    assumeTrue(!text().isEmpty(), "this channel has no texts");
    DeliveryOutcome outcome = send(with(text(), "{{ .Nothing }}"), Notifications.firing());
    assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome.answer())
        .startsWith("the message's template fails: ")
        .contains("%s_configs[0].%s:1:".formatted(type(), text()))
        .contains("can't evaluate field Nothing");
    assertThat(vendor.requests()).isEmpty();
  }

  @Test
  void givesUpWhatIsUnderWayWhenItCloses() {
    vendor.otherwise(vendor.hang());
    Channel channel = channel(settings(vendor.url()));
    var sent = channel.send(Notifications.firing());
    channel.close();
    assertThat(sent.orTimeout(30, TimeUnit.SECONDS).join().kind()).isEqualTo(Kind.RETRY);
  }
}
