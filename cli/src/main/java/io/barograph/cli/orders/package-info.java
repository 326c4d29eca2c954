/** What people order of a running job: silences, their ends, acknowledgements. */
package io.barograph.cli.orders;
