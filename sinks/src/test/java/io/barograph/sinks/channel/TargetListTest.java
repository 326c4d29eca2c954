package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetListTest {
  private static String refusal(String patterns, String host, String... addresses)
      throws UnknownHostException {
    List<String> list = patterns.isEmpty() ? List.of() : Arrays.asList(patterns.split(" ", -1));
    InetAddress[] resolved = new InetAddress[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      resolved[i] = InetAddress.getByName(addresses[i]);
    }
    return new TargetList(list).refusal(host, List.of(resolved));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | anything.example.com | 10.0.0.1 | true",
        "'' | metadata | 169.254.169.254 | false",
        "'' | metadata | fe80::1 | false",
        "'' | metadata | fd00:ec2::254 | false",
        "'' | metadata | ::ffff:169.254.169.254 | false",
        "169.254.0.0/16 | metadata | 169.254.169.254 | true",
        "metadata | metadata | 169.254.169.254 | false",
        "hooks.example.com | hooks.example.com | 1.2.3.4 | true",
        "hooks.example.com | HOOKS.example.COM | 1.2.3.4 | true",
        "hooks.example.com | evil.example.com | 1.2.3.4 | false",
        "*.example.com | a.b.example.com | 1.2.3.4 | true",
        "*.example.com | example.com | 1.2.3.4 | false",
        "*.example.com | evilexample.com | 1.2.3.4 | false",
        "10.0.0.0/8 | whoever | 10.200.3.4 | true",
        "10.0.0.0/8 | whoever | 11.0.0.1 | false",
        "10.128.0.0/9 | whoever | 10.127.255.255 | false",
        "10.128.0.0/9 | whoever | 10.128.0.0 | true",
        "fd00::/8 | whoever | fd12::1 | true",
        "fd00::/8 | whoever | 10.0.0.1 | false",
        "1.2.3.4 hooks.example.com | whoever | 1.2.3.4 | true",
        "0.0.0.0/0 | whoever | 8.8.8.8 | true"
      })
  void allowsByNameAndByNetwork(String patterns, String host, String address, boolean allowed)
      throws UnknownHostException {
    assertThat(refusal(patterns, host, address).isEmpty()).isEqualTo(allowed);
  }

  @Test
  void refusesAHostOneOfWhoseAddressesIsNotAllowed() throws UnknownHostException {
    assertThat(refusal("10.0.0.0/8", "whoever", "10.0.0.1", "11.0.0.1")).isNotEmpty();
    assertThat(refusal("", "whoever", "10.0.0.1", "169.254.1.1"))
        .isEqualTo("whoever is 169.254.1.1, an address of the link itself, which is not allowed");
  }

  @Test
  void asksTheNameWhereNoAddressIsKnown() throws UnknownHostException {
    assertThat(refusal("hooks.example.com", "hooks.example.com")).isEmpty();
    assertThat(refusal("10.0.0.0/8", "hooks.example.com")).isNotEmpty();
    assertThat(refusal("", "hooks.example.com")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "a b", "*", "example.com/8", "fd00::/129"})
  void saysWhichPatternIsNone(String pattern) {
    assertThatThrownBy(() -> new TargetList(List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target \"" + pattern + "\" is no");
  }
}
