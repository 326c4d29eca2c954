/** The JSON of what people order of a running job. */
package io.barograph.formats.command;
