/** JMH benchmarks of the fronts. */
package dev.corsac.benchmarks.gateway;
