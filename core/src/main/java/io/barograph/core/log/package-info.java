/** Log records and what is counted from them. */
package io.barograph.core.log;
