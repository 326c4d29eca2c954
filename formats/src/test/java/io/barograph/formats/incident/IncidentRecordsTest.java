package io.barograph.formats.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.AlertTraits;
import io.barograph.core.incident.Evidence;
import io.barograph.core.incident.Heartbeat;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.incident.Topology;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.ChangeReader;
import io.barograph.formats.record.HeartbeatReader;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.RecordReader;
import io.barograph.formats.record.TopologyReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What incidents are made of, as JSON. */
class IncidentRecordsTest {
  private static final long TIME = 1_760_000_000_500L;

  @Test
  void heartbeatsAndChanges() throws Exception {
    assertThat(
            read(
                new HeartbeatReader(),
                "{'environment':'eu','service':'web','time_epoch':1760000000.5}"))
        .isEqualTo(new Heartbeat("eu", "web", TIME));
    assertThat(
            read(
                new ChangeReader(),
                "{'service':'web','kind':'config','version':'7','time':1760000000500,'id':'c1'}"))
        .isEqualTo(new ServiceChange("", "web", "config", "7", TIME, "c1"));
    assertThat(read(new ChangeReader(), "{'service':'web','time':1760000000500,'id':'c1'}"))
        .isEqualTo(new ServiceChange("", "web", "deploy", "", TIME, "c1"));
  }

  @Test
  void aTopologyHasCallsHostsAndWeights() throws Exception {
    Topology topology =
        (Topology)
            read(
                new TopologyReader(),
                "{'environment':'eu','calls':{'web':['orders','users'],'orders':[]},"
                    + "'host':{'web':'h1'},'weight':{'orders':10},'heartbeat_interval_s':30,"
                    + "'time':1760000000500,'note':'x'}");

    assertThat(topology.graph().callees("web")).containsExactly("orders", "users");
    assertThat(topology.graph().callers("orders")).containsExactly("web");
    assertThat(topology.graph().hostOf("web")).isEqualTo("h1");
    assertThat(topology.graph().weightOf("orders")).isEqualTo(10);
    assertThat(topology.graph().weightOf("web")).isEqualTo(1);
    assertThat(topology.heartbeatInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(topology.time()).isEqualTo(TIME);
    assertThat(((Topology) read(new TopologyReader(), "{'calls':{}}")).time()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'calls':[]} | calls: must be an object by service",
        "{'calls':{'web':'orders'}} | calls.web: must be a list of services",
        "{'calls':{'web':[7]}} | calls.web: must be text",
        "{'calls':{'web':['']}} | calls.web",
        "{'host':{'web':7}} | host.web: must be text",
        "{'weight':{'web':-1}} | weight.web",
        "{'weight':{'web':'much'}} | weight.web",
        "{'heartbeat_interval_s':0} | heartbeat_interval_s",
        "{'time':'soon'} | time",
      })
  void whatIsWrongWithATopologyIsNamed(String json, String named) {
    assertThatThrownBy(() -> read(new TopologyReader(), json))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(named);
  }

  @Test
  void recordedEvidenceSaysByItsTypeWhatItIs() throws Exception {
    assertThat(
            evidence(
                "{'type':'alert','t':1760000000.5,'recv':1,'service':'web','host':'h1','rule':'DiskFull',"
                    + "'severity':'critical','status':'firing','fingerprint':'f','id':'a1',"
                    + "'summary':'sda1 of web is full'}"))
        .isEqualTo(
            new AlertSignal("a1", TIME, "DiskFull", "f", "web", "h1", Priority.P1, true)
                .withTraits(
                    new AlertTraits(
                        List.of("host=h1", "service=web"), List.of("disk", "full", "sda"))));
    assertThat(evidence("{'type':'heartbeat','t':1760000000.5,'service':'web'}"))
        .isEqualTo(new Heartbeat("", "web", TIME));
    assertThat(
            evidence("{'type':'deploy','t':1760000000.5,'service':'web','version':'2','id':'d'}"))
        .isEqualTo(new ServiceChange("", "web", "deploy", "2", TIME, "d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'t':1} | type",
        "{'type':'song','t':1,'service':'web'} | type",
        "{'type':'heartbeat','service':'web'} | time",
        "{'type':'heartbeat','t':1} | service",
        "{'type':'alert','t':1,'id':'a','severity':'error','status':'on'} | status",
        "{'type':'alert','t':1,'severity':'error','status':'firing'} | id",
        "{'type':'deploy','t':1,'service':'web'} | id",
      })
  void whatIsWrongWithEvidenceIsNamed(String json, String named) {
    assertThatThrownBy(() -> evidence(json))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(named);
  }

  private static Evidence evidence(String json) throws MalformedRecordException {
    return EvidenceReader.read(bytes(json)).evidence();
  }

  private static BusinessRecord read(RecordReader<? extends BusinessRecord> reader, String json)
      throws MalformedRecordException {
    return reader.read(JsonRecordFields.of(bytes(json)));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
