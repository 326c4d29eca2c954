/** How another program reads Barograph's alerts. */
package io.barograph.jobs.example;
