/** Servers that respond as AWS's services do, for tests. */
@org.jspecify.annotations.NullMarked
package dev.corsac.awsservers;
