/** Pages of HTML that need nothing from elsewhere. */
package io.barograph.cli.html;
