package io.barograph.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether a port of the loopback interface can be listened on. */
public final class PortCheck {
  private PortCheck() {}

  /**
   * Checks that nothing listens on {@code port}.
   *
   * @param needer what is going to listen there
   * @param option the command line option that chooses another port
   * @throws StackException if the port is out of range or in use
   */
  public static void requireFree(int port, String needer, String option) {
    if (port < 1 || port > 65_535) {
      throw new StackException(option + " must be between 1 and 65535, was " + port);
    }
    if (!isFree(port)) {
      throw new StackException(
          "port "
              + port
              + " is in use and "
              + needer
              + " needs it: stop what listens there or choose another port with "
              + option);
    }
  }

  /** True if {@code port} can be listened on now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** True if something accepts connections on {@code port} now. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A port that nothing listens on, chosen by the operating system. */
  public static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }
}
