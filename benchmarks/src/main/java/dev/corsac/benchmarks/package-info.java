/** JMH benchmarks of the policy and the handlers, with their peers. */
package dev.corsac.benchmarks;
