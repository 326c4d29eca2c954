/** The records of the topic of rules as JSON. */
package io.barograph.formats.rulepack;
