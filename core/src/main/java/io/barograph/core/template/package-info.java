/**
 * Alert templates: Go's text/template as Prometheus rules use it, parsed once and expanded often.
 */
package io.barograph.core.template;
