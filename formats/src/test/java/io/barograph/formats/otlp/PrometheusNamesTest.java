package io.barograph.formats.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.formats.otlp.PrometheusNames.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusNamesTest {
  @ParameterizedTest
  @CsvSource({
    "http.server.duration, s, OTHER, http_server_duration_seconds",
    "http.server.duration, ms, OTHER, http_server_duration_milliseconds",
    "system.memory.usage, By, GAUGE, system_memory_usage_bytes",
    "system.cpu.utilization, 1, GAUGE, system_cpu_utilization_ratio",
    "cache.hit.ratio, 1, GAUGE, cache_hit_ratio",
    "requests, '{request}', COUNTER, requests_total",
    "http_requests_total, '', COUNTER, http_requests_total",
    "http_total_requests, 1, COUNTER, http_requests_total",
    "queue.size, 1, OTHER, queue_size",
    "disk.io, By/s, GAUGE, disk_io_bytes_per_second",
    "speed, m/s, GAUGE, speed_meters_per_second",
    "rate, '{packet}/s', GAUGE, rate_per_second",
    "events, /m, GAUGE, events_per_minute",
    "process.time.seconds, s, COUNTER, process_time_seconds_total",
    "up, '', GAUGE, up",
    "job:errors:rate5m, '', GAUGE, job:errors:rate5m",
    "a__b.c, '', GAUGE, a_b_c",
    "5xx, '', GAUGE, _5xx",
    "größe, '', GAUGE, gr_e",
    "temp, Cel, GAUGE, temp_celsius",
    "load, %, GAUGE, load_percent",
    "x, foo.bar, GAUGE, x_foo_bar",
    "x, ' s ', GAUGE, x_seconds",
    "'...', s, GAUGE, ''",
    "'', '', GAUGE, ''",
  })
  void namesMetrics(String name, String unit, Kind kind, String expected) {
    assertThat(PrometheusNames.metric(name, unit, kind)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http.method, http_method",
    "job, job",
    "9lives, key_9lives",
    "_private, key_private",
    "__name__, __name__",
    "ort-näme, ort_n_me",
    "😀, key_",
    "'', ''",
  })
  void namesLabels(String attribute, String expected) {
    assertThat(PrometheusNames.label(attribute)).isEqualTo(expected);
  }
}
