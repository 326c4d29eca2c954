package io.barograph.cli.job;

import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.PortCheck;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackPorts;
import java.nio.file.Path;

/** Stacks of tests, each in a folder and on ports of its own. */
public final class TestStack {
  private TestStack() {}

  /** A stack that runs. */
  public static Stack start(Installation installation, Path folder) throws Exception {
    StackPorts ports =
        new StackPorts(PortCheck.anyFree(), PortCheck.anyFree(), PortCheck.anyFree());
    Stack stack = new Stack(new StackHome(folder.resolve("home")), installation, ports, line -> {});
    stack.start();
    return stack;
  }

  /** A stack whose Elasticsearch has been stopped, for what is measured without it. */
  public static Stack startWithoutElasticsearch(Installation installation, Path folder)
      throws Exception {
    Stack stack = start(installation, folder);
    stack.servers().get(1).process().stop();
    return stack;
  }
}
