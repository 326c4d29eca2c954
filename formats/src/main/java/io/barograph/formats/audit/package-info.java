/** The JSON of the audit. */
package io.barograph.formats.audit;
