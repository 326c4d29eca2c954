package io.barograph.core.service;

/**
 * The catalogue of samples on requests. Every one has the labels {@code service}, {@code endpoint}
 * and, if there is one, {@code method}, and {@code window} where it is over one. {@code
 * docs/measures.md} says when each is undefined.
 *
 * <p>The order is a part of what measures write: constants are only ever added at the end.
 */
public enum RequestMetric {
  /** All requests. */
  ALL("requests_total"),
  /** Those that the service failed. */
  ALL_FAILURES("failures_total"),
  /** Those that could not be answered. */
  ALL_CLIENT_ERRORS("client_errors_total"),
  /** What was asked, of the requests whose size is known. */
  ALL_REQUEST_BYTES("request_bytes_total"),
  /** What was answered, of the requests whose answer's size is known. */
  ALL_RESPONSE_BYTES("response_bytes_total"),
  /** The time since the newest request. */
  LAST_REQUEST_AGE("last_request_age_seconds"),
  /** Requests. */
  REQUESTS("requests"),
  /** Requests in a second. */
  RATE("requests_per_second"),
  /** The share that the service did not fail. */
  SUCCESS_RATIO("success_ratio"),
  /** The share that could not be answered. */
  CLIENT_ERROR_RATIO("client_error_ratio"),
  /** The Application Performance Index. */
  APDEX("apdex_ratio"),
  /** What half of the requests take at most. */
  LATENCY_P50("latency_seconds", "0.5"),
  /** What 95 of 100 requests take at most. */
  LATENCY_P95("latency_seconds", "0.95"),
  /** What 99 of 100 requests take at most. */
  LATENCY_P99("latency_seconds", "0.99"),
  /** The mean size of what was asked. */
  REQUEST_BYTES("request_bytes_mean"),
  /** The mean size of answers. */
  RESPONSE_BYTES("response_bytes_mean");

  /** The names of all samples on requests start with this. */
  public static final String PREFIX = "barograph_api_";

  private final String metricName;
  private final String quantile;

  RequestMetric(String name) {
    this(name, "");
  }

  RequestMetric(String name, String quantile) {
    this.metricName = PREFIX + name;
    this.quantile = quantile;
  }

  /** The name of the sample. */
  public String metricName() {
    return metricName;
  }

  /** The value of the label {@code quantile}, empty for none. */
  public String quantile() {
    return quantile;
  }
}
