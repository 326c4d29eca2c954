/** How other programs read what Barograph tells. */
package io.barograph.jobs.example;
