/** What the policy around a handler costs: on each call, and when a function starts. */
package dev.corsac.benchmarks.lambda;
