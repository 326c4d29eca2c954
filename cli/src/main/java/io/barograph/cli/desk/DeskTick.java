package io.barograph.cli.desk;

import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import java.util.List;

/**
 * What the desk says in one second.
 *
 * @param samples one value of each of its series
 * @param lines what its services log
 * @param records what happens in the business and to its services
 */
public record DeskTick(List<Sample> samples, List<LogRecord> lines, List<DeskRecord> records) {
  public DeskTick {
    samples = List.copyOf(samples);
    lines = List.copyOf(lines);
    records = List.copyOf(records);
  }
}
