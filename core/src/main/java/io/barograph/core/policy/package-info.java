/** Which policies hold for the measures of a job. */
package io.barograph.core.policy;
