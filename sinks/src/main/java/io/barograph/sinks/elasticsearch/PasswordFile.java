package io.barograph.sinks.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.Credentials;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;

/** A user whose password is what a file holds at the time of each request. */
final class PasswordFile implements CredentialsProvider {
  private final String username;
  private final Path file;

  /**
   * The user and where the password stands.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  PasswordFile(String username, String file) {
    this.username = username;
    this.file = Path.of(file);
    Credentials unused = read();
  }

  @Override
  public Credentials getCredentials(AuthScope anywhere) {
    return read();
  }

  private Credentials read() {
    try {
      return new UsernamePasswordCredentials(username, Files.readString(file).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "elasticsearch.password-file: cannot read " + file, unreadable);
    }
  }

  @Override
  public void setCredentials(AuthScope scope, Credentials credentials) {
    throw new UnsupportedOperationException("the password stands in " + file);
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("the password stands in " + file);
  }
}
