package io.barograph.formats.incident;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.AlertTraits;
import io.barograph.core.incident.Heartbeat;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.RecordFields;
import java.util.List;
import java.util.Set;

/**
 * What correlation looks at, recorded as JSON lines that say by their {@code type} what they are:
 * {@code alert}, {@code deploy} (or {@code config}, {@code model}) or {@code heartbeat}.
 *
 * <p>Each has {@code t}, the event time in seconds since the epoch, or {@code time}; a {@code
 * service}; and an {@code environment} if there are several. An alert has also {@code id}, {@code
 * status} ({@code firing} or {@code resolved}), {@code severity}, and if it has them {@code
 * fingerprint}, {@code rule}, {@code host}, {@code summary}. A change has {@code id} and may have
 * {@code version}.
 */
public final class EvidenceReader {
  private static final Set<String> CHANGES = Set.of("deploy", "config", "model");

  private EvidenceReader() {}

  /** One line. */
  public static PlacedEvidence read(byte[] line) throws MalformedRecordException {
    RecordFields fields = JsonRecordFields.of(line);
    String environment = fields.text("environment", "");
    String type = fields.text("type");
    long time = fields.has("t") ? fields.seconds("t") : fields.instant("time");
    if (type.equals("alert")) {
      return new PlacedEvidence(environment, alert(fields, time));
    } else if (type.equals("heartbeat")) {
      return new PlacedEvidence(
          environment, new Heartbeat(environment, fields.text("service"), time));
    } else if (CHANGES.contains(type)) {
      return new PlacedEvidence(
          environment,
          new ServiceChange(
              environment,
              fields.text("service"),
              type,
              fields.text("version", ""),
              time,
              fields.text("id")));
    }
    throw MalformedRecordException.of(
        "type", type, "must be alert, heartbeat, deploy, config or model");
  }

  private static AlertSignal alert(RecordFields fields, long time) throws MalformedRecordException {
    String status = fields.text("status");
    boolean isFiring = status.equals("firing");
    if (!isFiring && !status.equals("resolved")) {
      throw MalformedRecordException.of("status", status, "must be firing or resolved");
    }
    String service = fields.text("service", "");
    String rule = fields.text("rule", "");
    String host = fields.text("host", "");
    Labels labels = Labels.of("alertname", rule, "host", host, "service", service);
    return new AlertSignal(
            fields.text("id"),
            time,
            rule,
            fields.text("fingerprint", service + '/' + rule),
            service,
            host,
            Priority.ofSeverity(fields.text("severity")),
            isFiring)
        .withTraits(AlertTraits.of(labels, List.of(), fields.text("summary", "")));
  }
}
