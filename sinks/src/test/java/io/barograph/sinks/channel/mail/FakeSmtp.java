package io.barograph.sinks.channel.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server that answers to recipients by one line, or hangs up where that is empty. With a
 * certificate it offers STARTTLS.
 */
final class FakeSmtp implements AutoCloseable {
  private final ServerSocket socket;
  private final String recipientAnswer;
  private final Optional<SSLContext> tls;
  private final List<String> encrypted = new CopyOnWriteArrayList<>();

  FakeSmtp(String recipientAnswer, Optional<SSLContext> tls) throws IOException {
    this(recipientAnswer, tls, new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
  }

  private FakeSmtp(String recipientAnswer, Optional<SSLContext> tls, ServerSocket socket) {
    this.socket = socket;
    this.recipientAnswer = recipientAnswer;
    this.tls = tls;
    Thread thread = new Thread(this::serve, "fake-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  /** A server that speaks TLS from the first byte. */
  static FakeSmtp encrypted(SSLContext tls) throws IOException {
    ServerSocket socket =
        tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    return new FakeSmtp("250 ok", Optional.empty(), socket);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The lines that came by TLS. */
  List<String> encrypted() {
    return encrypted;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        say(client.getOutputStream(), "220 fake");
        talk(client);
      } catch (IOException ended) {
        // The next one, or the end.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = client.getOutputStream();
    boolean inText = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (client instanceof SSLSocket) {
        encrypted.add(line);
      }
      if (inText) {
        inText = !line.equals(".");
        if (!inText) {
          say(out, "250 ok");
        }
      } else if (line.startsWith("STARTTLS")) {
        say(out, "220 go on");
        talk(encrypted(client));
        return;
      } else if (line.startsWith("RCPT") && recipientAnswer.isEmpty()) {
        return;
      } else {
        inText = line.startsWith("DATA");
        say(out, answer(line, client instanceof SSLSocket));
      }
    }
  }

  private String answer(String line, boolean isEncrypted) {
    if (line.startsWith("EHLO") && tls.isPresent() && !isEncrypted) {
      return "250-fake\r\n250 STARTTLS";
    }
    if (line.startsWith("RCPT")) {
      return recipientAnswer;
    }
    return line.startsWith("DATA") ? "354 go on" : line.startsWith("QUIT") ? "221 bye" : "250 ok";
  }

  private SSLSocket encrypted(Socket client) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.orElseThrow()
                .getSocketFactory()
                .createSocket(client, "127.0.0.1", client.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
