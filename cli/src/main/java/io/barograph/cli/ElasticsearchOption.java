package io.barograph.cli;

import io.barograph.cli.elasticsearch.Elasticsearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Elasticsearch that a command writes to, if to any. */
final class ElasticsearchOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      description = "also write to the indices of that server, such as http://127.0.0.1:9200")
  private URI address;

  @Option(
      names = "--elasticsearch-user",
      paramLabel = "USER",
      description = "the user for basic authentication (default: none)")
  private String user;

  @Option(
      names = "--elasticsearch-password-file",
      paramLabel = "FILE",
      description = "a file that holds the user's password and nothing else")
  private Path passwordFile;

  /** Where to write; empty if nowhere. */
  Optional<Elasticsearch> server() throws IOException {
    if ((user == null) != (passwordFile == null)) {
      throw wrong("--elasticsearch-user and --elasticsearch-password-file need each other");
    }
    if (address == null) {
      if (user != null) {
        throw wrong("--elasticsearch-user needs the address of the server, --elasticsearch");
      }
      return Optional.empty();
    }
    String scheme = address.getScheme();
    if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw wrong("--elasticsearch must be like http://127.0.0.1:9200, was " + address);
    }
    if (address.getUserInfo() != null) {
      throw wrong(
          "--elasticsearch must not hold a password:"
              + " use --elasticsearch-user and --elasticsearch-password-file");
    }
    return Optional.of(new Elasticsearch(address, credentials()));
  }

  private Optional<Elasticsearch.Credentials> credentials() throws IOException {
    if (user == null) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(passwordFile)) {
      throw wrong("--elasticsearch-password-file must be a file, was " + passwordFile);
    }
    return Optional.of(new Elasticsearch.Credentials(user, Files.readString(passwordFile).strip()));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
