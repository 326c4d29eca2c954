package io.barograph.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.sinks.channel.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.flink.util.ExceptionUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an option is to blame for ends the job with one sentence, and without restarts. */
@Timeout(60)
class ElasticsearchRefusalsTest {
  @TempDir Path folder;

  @BeforeEach
  void forgetRejections() {
    KeptRejections.clear();
  }

  @Test
  void aWrongPasswordIsOneSentenceThatNamesTheOption() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "wrong\n");
    try (FakeElasticsearch server = new FakeElasticsearch().wants(basic("writer", "right"))) {
      assertThat(refusal(() -> run(as("writer", password, server), 1)))
          .hasMessage(
              "elasticsearch.password-file: %s does not take the password in %s for elasticsearch.username \"writer\"; check both",
              server.address(), password);
      assertThat(server.sizes()).isEmpty();
    }
  }

  @Test
  void aMissingUserIsOneSentenceThatNamesTheOption() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch().wants(basic("writer", "right"))) {
      assertThat(refusal(() -> run(ElasticsearchConnection.to(server.address()), 1)))
          .hasMessage(
              "elasticsearch.username: %s asks who we are; set elasticsearch.username and elasticsearch.password-file",
              server.address());
    }
  }

  @Test
  void aUserWithoutTheRightIsToldWhichAndNoDocumentIsGivenUp() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.always(FakeElasticsearch.each(403, "security_exception"));
      assertThat(refusal(() -> run(ElasticsearchConnection.to(server.address()), 3)))
          .hasMessage(
              "elasticsearch.username: \"\" may not write to %s; grant it create_index and index on barograph-*: security_exception: r",
              server.address());
      assertThat(server.questions()).as("how often the job was started").isEqualTo(1);
      assertThat(KeptRejections.all()).isEmpty();
    }
  }

  @Test
  void whatIsNoElasticsearchIsSaid() throws Exception {
    try (FakeElasticsearch server = new FakeElasticsearch()) {
      server.always(documents -> new FakeElasticsearch.Answer(404, "<html>\nnothing here"));
      assertThat(refusal(() -> run(ElasticsearchConnection.to(server.address()), 1)))
          .hasMessage(
              "elasticsearch.hosts: %s takes no bulk requests; check that it is Elasticsearch: 404 <html> nothing here",
              server.address());
    }
  }

  @Test
  void aPasswordThatIsChangedWhileTheJobRunsIsReadAgain() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "old\n");
    try (FakeElasticsearch server = new FakeElasticsearch().wants(basic("writer", "old"))) {
      server
          .then(documents -> null)
          .then(
              documents -> {
                change(password, "new\n");
                server.wants(basic("writer", "new"));
                return new FakeElasticsearch.Answer(401, "{}");
              });
      run(as("writer", password, server), 2_500);

      assertThat(server.stored()).hasSize(2_500);
      assertThat(server.authorizations()).contains(basic("writer", "new"));
    }
  }

  @Test
  void aPrivateAuthorityIsTrustedAndNobodyElse() throws Exception {
    TestAuthority authority = TestAuthority.in(folder);
    Path stranger = Files.createDirectory(folder.resolve("stranger"));
    Path strange = TestAuthority.in(stranger).certificate();
    try (FakeElasticsearch server = FakeElasticsearch.secured(authority.server())) {
      run(trusting(server, authority.certificate().toString()), 3);
      assertThat(server.stored()).hasSize(3);

      assertThat(refusal(() -> run(trusting(server, ""), 3)))
          .hasMessageStartingWith(
              "elasticsearch.certificate-authority: the JDK trusts no authority of %s (",
              server.address());
      assertThat(refusal(() -> run(trusting(server, strange.toString()), 3)))
          .hasMessageStartingWith(
              "elasticsearch.certificate-authority: the certificates in %s do not vouch for %s (",
              strange, server.address());
      assertThat(server.stored()).hasSize(3);
    }
  }

  @Test
  void aFileOfAuthoritiesIsReadOrItIsSaidWhyNot() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    ElasticsearchConnection holdsNone =
        new ElasticsearchConnection(List.of("https://es"), "", "", empty.toString());
    ElasticsearchConnection missing =
        new ElasticsearchConnection(List.of("https://es"), "", "", "/nowhere/ca.pem");

    assertThatThrownBy(holdsNone::open)
        .hasMessage(
            "elasticsearch.certificate-authority: %s holds no PEM certificates".formatted(empty));
    assertThatThrownBy(missing::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("elasticsearch.certificate-authority: cannot read /nowhere/ca.pem");
  }

  private static void run(ElasticsearchConnection connection, int documents) throws Exception {
    SinkJob.run(connection, documents, new KeptRejections());
  }

  /** What ends the job, after no restart. */
  private static ElasticsearchRefusedException refusal(ThrowingCallable job) {
    try {
      job.call();
    } catch (Throwable failure) {
      assertThat(failure).hasStackTraceContaining("The failure is not recoverable");
      return ExceptionUtils.findThrowable(failure, ElasticsearchRefusedException.class)
          .orElseThrow(() -> new AssertionError("another failure", failure));
    }
    throw new AssertionError("the job did not fail");
  }

  private static void change(Path file, String text) {
    try {
      Path unused = Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ElasticsearchConnection as(String user, Path password, FakeElasticsearch server) {
    return new ElasticsearchConnection(List.of(server.address()), user, password.toString(), "");
  }

  private static ElasticsearchConnection trusting(FakeElasticsearch server, String authority) {
    return new ElasticsearchConnection(List.of(server.address()), "", "", authority);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
