/** Questions about the state of a running job, and what its subtasks answer. */
package io.barograph.core.inspect;
