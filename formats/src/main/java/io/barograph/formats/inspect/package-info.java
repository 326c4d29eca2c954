/** Questions about the state of a running job, and their answers, as JSON. */
package io.barograph.formats.inspect;
