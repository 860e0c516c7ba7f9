/** The function that makes snapshots in S3 of the changes of a table of allowed origins. */
package dev.corsac.origins.stream;
