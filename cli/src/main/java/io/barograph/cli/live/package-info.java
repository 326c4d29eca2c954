/** Live data of this machine: metrics of the host and of the stack, and the stack's own logs. */
package io.barograph.cli.live;
