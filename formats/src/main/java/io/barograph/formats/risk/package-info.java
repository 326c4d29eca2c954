/** Halts and resumes of trading as JSON. */
package io.barograph.formats.risk;
