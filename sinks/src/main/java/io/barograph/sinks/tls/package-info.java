/** Whom we trust at the other end of a connection. */
package io.barograph.sinks.tls;
