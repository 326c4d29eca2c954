package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NotifyTestCommandTest {
  @TempDir private Path folder;

  private final Map<String, String> told = new ConcurrentHashMap<>();
  private String dingTalkSays = "{\"errcode\":0,\"errmsg\":\"ok\"}";
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private HttpServer server;
  private Path config;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", exchange -> answer(exchange, ""));
    server.createContext("/robot/send", exchange -> answer(exchange, dingTalkSays));
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route: {receiver: both}
            receivers:
              - name: both
                webhook_configs: [{url: '%1$s/hook'}]
                dingtalk_configs:
                  - url: '%1$s/robot/send?access_token=dingtalk-token-secret'
                    secret: SECdingtalk-sign-secret
                    send_resolved: false
              - name: nobody
              - name: wrong
                dingtalk_configs: [{secret: SECdingtalk-sign-secret}]
            """
                .formatted(url));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    told.put(exchange.getRequestURI().getPath(), body);
    byte[] answer = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void tellsEachChannelThatItIsATest() {
    assertThat(test("--receiver", "both")).isZero();

    assertThat(told.get("/hook"))
        .contains("\"status\":\"firing\"", "\"receiver\":\"both\"", "BarographTest")
        .contains("This is a test", "Nothing is wrong");
    assertThat(told.get("/robot/send")).contains("BarographTest");
    assertThat(out.toString())
        .containsPattern("webhook\\[0\\]  delivered  status 200  \\d+ ms")
        .containsPattern("dingtalk\\[0\\]  delivered  status 200  \\d+ ms  .*errcode")
        .doesNotContain("dingtalk-token-secret", "SECdingtalk");
  }

  @Test
  void aSuccessWithAnErrorCodeIsAFailure() {
    dingTalkSays =
        "{\"errcode\":310000,\"errmsg\":\"sign SECdingtalk-sign-secret\\u001b does not match\"}";

    assertThat(test("--receiver", "both")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("webhook\\[0\\]  delivered")
        .containsPattern("dingtalk\\[0\\]  refused  status 200  \\d+ ms  .*310000")
        .doesNotContain("SECdingtalk", "\u001b");
  }

  @Test
  void saysThatAJobWouldTryAgain() {
    server.stop(0);

    assertThat(test("--receiver", "both")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("webhook\\[0\\]  failed, a job would try again  no answer");
  }

  @Test
  void tellsTheEndToThoseWhoAreToldOfEnds() {
    assertThat(test("--receiver", "both", "--resolved")).isZero();
    assertThat(told.get("/hook")).contains("\"status\":\"resolved\"");
    assertThat(told).doesNotContainKey("/robot/send");
    assertThat(out.toString()).contains("dingtalk[0]  not told of ends (send_resolved: false)");
  }

  @Test
  void tellsItInChinese() {
    assertThat(test("--receiver", "both", "--language", "zh", "--time-zone", "Asia/Shanghai"))
        .isZero();
    assertThat(told.get("/hook")).contains("这是一条测试消息");
  }

  @Test
  void usesTheTemplatesThatTheFileNames() throws IOException {
    Files.createDirectory(folder.resolve("texts"));
    Files.writeString(
        folder.resolve("texts/a.tmpl"), "{{ define \"own\" }}own {{ .Receiver }}{{ end }}");
    Files.writeString(
        config,
        Files.readString(config)
                .replace(
                    "secret: SECdingtalk-sign-secret\n        send",
                    "text: '{{ template \"own\" . }}'\n        send")
            + "templates: ['texts/*.tmpl']\n");

    assertThat(test("--receiver", "both")).isZero();
    assertThat(told.get("/robot/send")).contains("own both");
  }

  @Test
  void goesOnlyWhereItMay() {
    assertThat(test("--receiver", "both", "--allowed-targets", "10.0.0.0/8,*.dingtalk.com"))
        .isEqualTo(1);
    assertThat(told).isEmpty();
    assertThat(out.toString()).contains("refused", "is not in the list of allowed targets");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(test("--receiver", "none")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no receiver \"none\" in " + config, "there are both, nobody, wrong");
    assertThat(test("--receiver", "nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("receiver \"nobody\" has no channel");
    assertThat(test("--receiver", "wrong")).isEqualTo(1);
    assertThat(err.toString())
        .contains(config + ": receiver \"wrong\": dingtalk_configs[0].url: is missing")
        .doesNotContain("SECdingtalk");
    assertThat(test("--receiver", "both", "--language", "fr")).isEqualTo(2);
    assertThat(err.toString()).contains("there are en and zh");
    Files.writeString(config, "route: {receiver: x}");
    assertThat(test("--receiver", "both")).isEqualTo(1);
    assertThat(err.toString()).contains(config.toString());
  }

  private int test(String... more) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] arguments = new String[4 + more.length];
    arguments[0] = "notify";
    arguments[1] = "test";
    arguments[2] = "--config";
    arguments[3] = config.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return line.execute(arguments);
  }
}
