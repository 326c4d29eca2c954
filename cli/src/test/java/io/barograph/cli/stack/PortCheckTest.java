package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortCheckTest {
  @Test
  void namesThePortWhatNeedsItAndTheOptionThatChangesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> PortCheck.requireFree(port, "Kafka", "--kafka-port"))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "port %d is in use and Kafka needs it: stop what listens there or choose another port"
                  + " with --kafka-port",
              port);
      assertThat(PortCheck.answers(port)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 65_536, Integer.MAX_VALUE})
  void refusesWhatIsNoPort(int port) {
    assertThatThrownBy(() -> PortCheck.requireFree(port, "Kafka", "--kafka-port"))
        .hasMessage("--kafka-port must be between 1 and 65535, was " + port);
  }

  @Test
  void findsAPortThatCanBeListenedOn() throws IOException {
    int port = PortCheck.anyFree();
    assertThat(PortCheck.isFree(port)).isTrue();
    assertThat(PortCheck.answers(port)).isFalse();
  }
}
