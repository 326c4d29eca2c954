/** What people order of a running job: silences, their end, acknowledgements. */
package io.barograph.core.command;
