package io.barograph.cli.stack;

import java.util.List;

/** The TaskManager of a Flink session cluster: 8 slots, 1400 MiB in all. */
public final class FlinkTaskManager extends FlinkServer {
  private static final Kind KIND =
      new Kind(
          "taskmanager",
          "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
          "GET_TM_RESOURCE_PARAMS",
          List.of());

  /** The TaskManager of the stack in {@code home}, whose JobManager is started first. */
  public FlinkTaskManager(StackHome home, Installation installation, StackPorts ports, Http http) {
    super(KIND, home, installation, ports, http);
  }

  @Override
  public String address() {
    return ports.flinkUrl() + "/#/task-manager";
  }

  @Override
  public boolean isReady() {
    return PortCheck.answers(ports.flink())
        && http.get(ports.flinkUrl() + "/overview")
            .filter(overview -> overview.path("taskmanagers").asInt() > 0)
            .isPresent();
  }
}
