package io.barograph.sinks.channel;

import io.barograph.sinks.tls.TrustedAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The certificates that {@code tls_config} trusts. What it cannot do without is verification. */
public final class PrivateTrust {
  private PrivateTrust() {}

  /** Trust in the authorities of {@code ca_file}; nothing if there is none. */
  public static Optional<SSLContext> of(Settings tls) {
    if (tls.flag("insecure_skip_verify", false)) {
      throw tls.failure(
          "insecure_skip_verify",
          "certificates are always verified; name the authority in ca_file");
    }
    String file = tls.text("ca_file", "");
    return file.isEmpty() ? Optional.empty() : Optional.of(trusting(tls, file));
  }

  private static SSLContext trusting(Settings tls, String file) {
    try {
      return TrustedAuthorities.of(Path.of(file));
    } catch (IOException unreadable) {
      throw tls.failure("ca_file", "cannot read %s; check the path and its rights".formatted(file));
    } catch (GeneralSecurityException invalid) {
      throw tls.failure("ca_file", file + " holds no PEM certificates");
    }
  }
}
