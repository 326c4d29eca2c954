package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to run a program that refuses to run as root.
 *
 * <p>An ordinary user runs it directly. Root hands it to an unprivileged user with {@code setpriv};
 * where that user cannot reach our folders (a home below {@code /root}, say), the program gets a
 * user namespace in which it is not root.
 *
 * @param prefix what stands before the program's command line
 * @param handsOver true if the program's files have to belong to the unprivileged user
 */
record Unprivileged(List<String> prefix, boolean handsOver) {
  /** The user id that systems give to {@code nobody}. */
  private static final String NOBODY = "65534";

  Unprivileged {
    prefix = List.copyOf(prefix);
  }

  /**
   * The way for the present user.
   *
   * @param needed files and folders that the program has to reach
   * @throws StackException if we are root and there is none
   */
  static Unprivileged choose(List<Path> needed) throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Unprivileged(List.of(), false);
    }
    List<String> otherUser =
        List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
    if (Commands.find("setpriv").isPresent() && reaches(otherUser, needed)) {
      return new Unprivileged(otherUser, true);
    }
    List<String> namespace = List.of("unshare", "--user", "--map-user=1000", "--map-group=1000");
    if (Commands.find("unshare").isPresent() && reaches(namespace, needed)) {
      return new Unprivileged(namespace, false);
    }
    throw new StackException(
        "Elasticsearch refuses to run as root and neither setpriv nor unshare can run it as"
            + " another user here: start Barograph as an ordinary user");
  }

  private static boolean reaches(List<String> prefix, List<Path> needed)
      throws IOException, InterruptedException {
    for (Path path : needed) {
      List<String> test = new ArrayList<>(prefix);
      test.addAll(List.of("test", "-r", path.toString(), "-a", "-x", path.toString()));
      if (!Commands.succeeds(test)) {
        return false;
      }
    }
    return true;
  }

  /** Gives {@code folder} and all in it to the user that the program will run as. */
  void handOver(Path folder) throws IOException {
    if (!handsOver) {
      return;
    }
    UserPrincipal nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setOwner(nobody);
      }
    }
  }
}
