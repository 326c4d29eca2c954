package io.barograph.sinks.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      if (store.size() == 0) {
        throw tls.failure("ca_file", file + " holds no PEM certificates");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException unreadable) {
      throw tls.failure("ca_file", "cannot read %s; check the path and its rights".formatted(file));
    } catch (GeneralSecurityException invalid) {
      throw tls.failure("ca_file", file + " holds no PEM certificates");
    }
  }
}
