/** Numbers, times and UTF-8 in bytes, read strictly and without garbage. */
package io.barograph.formats.text;
