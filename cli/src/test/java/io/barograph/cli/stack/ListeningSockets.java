package io.barograph.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses on which processes of a Linux machine listen, read from {@code /proc}. */
final class ListeningSockets {
  private static final String LISTEN = "0A";

  private ListeningSockets() {}

  static List<InetAddress> addressesOf(List<Server> servers) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (Server server : servers) {
      ProcessHandle process = server.process().handle().orElseThrow();
      inodes.addAll(socketInodes(process));
      for (ProcessHandle child : process.descendants().toList()) {
        inodes.addAll(socketInodes(child));
      }
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[3].equals(LISTEN) && inodes.contains(fields[9])) {
          addresses.add(address(fields[1].substring(0, fields[1].indexOf(':'))));
        }
      }
    }
    return addresses;
  }

  private static Set<String> socketInodes(ProcessHandle process) throws IOException {
    Set<String> inodes = new HashSet<>();
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.toList()) {
        String target = target(link);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  /** Where a descriptor leads; empty if it was closed in the meantime. */
  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }

  /** An address as the kernel prints it: words of four bytes in the machine's order. */
  private static InetAddress address(String hex) throws IOException {
    ByteBuffer kernel =
        ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.nativeOrder());
    ByteBuffer network = ByteBuffer.allocate(kernel.capacity());
    while (kernel.hasRemaining()) {
      network.putInt(kernel.getInt());
    }
    return InetAddress.getByAddress(network.array());
  }
}
