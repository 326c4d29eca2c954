/** How an expression is cut into stages and spread over partitions. */
package io.barograph.promql.plan;
