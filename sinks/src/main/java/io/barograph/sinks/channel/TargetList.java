package io.barograph.sinks.channel;

import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that channels may talk to: by name ({@code hooks.example.com}, {@code *.example.com})
 * or by network ({@code 10.0.0.0/8}, {@code fd00::/8}). An empty list allows every host. Addresses
 * of the link itself, where clouds tell an instance its credentials (169.254.0.0/16, fe80::/10,
 * fd00:ec2::254), are refused whatever the list says, unless it names their network.
 */
public final class TargetList implements Serializable {
  private static final long serialVersionUID = 1;

  /** Every host but the addresses of the link itself. */
  public static final TargetList ALL = new TargetList(List.of());

  private static final List<Network> LINK =
      List.of(
          Network.parse("169.254.0.0/16"),
          Network.parse("fe80::/10"),
          Network.parse("fd00:ec2::254/128"));

  private final List<String> names;
  private final List<Network> networks;

  /**
   * A list of hosts.
   *
   * @param patterns names of hosts, names that begin with {@code *.}, addresses, and networks
   * @throws IllegalArgumentException if a pattern is none of these
   */
  public TargetList(List<String> patterns) {
    this.names =
        patterns.stream()
            .filter(pattern -> !Network.isOne(pattern))
            .map(TargetList::checkedName)
            .toList();
    this.networks = patterns.stream().filter(Network::isOne).map(Network::parse).toList();
  }

  private static String checkedName(String pattern) {
    if (!pattern.matches("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
      throw new IllegalArgumentException(
          "target \"%s\" is no host, no *.domain and no network such as 10.0.0.0/8"
              .formatted(pattern));
    }
    return pattern.toLowerCase(Locale.ROOT);
  }

  /**
   * Why a host is refused, or the empty text if it may be talked to.
   *
   * @param host as it stands in the address
   * @param addresses what the host resolves to, none if that is not known here; each has to be
   *     allowed
   */
  public String refusal(String host, List<InetAddress> addresses) {
    boolean isOpen = names.isEmpty() && networks.isEmpty();
    boolean allowed = isOpen || isNamed(host.toLowerCase(Locale.ROOT));
    boolean listed = !addresses.isEmpty();
    for (InetAddress address : addresses) {
      boolean inNetwork = networks.stream().anyMatch(network -> network.contains(address));
      if (!inNetwork && LINK.stream().anyMatch(network -> network.contains(address))) {
        return "%s is %s, an address of the link itself, which is not allowed"
            .formatted(host, address.getHostAddress());
      }
      listed &= inNetwork;
    }
    return allowed || listed ? "" : host + " is not in the list of allowed targets";
  }

  private boolean isNamed(String host) {
    return names.stream()
        .anyMatch(
            name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
  }
}
