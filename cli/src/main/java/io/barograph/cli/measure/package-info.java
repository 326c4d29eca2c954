/** What business records in a file say, by the classes that measure them in the job. */
package io.barograph.cli.measure;
