/** What a rule does when it runs: from the plan that the job runs, in words and numbers. */
package io.barograph.promql.explain;
