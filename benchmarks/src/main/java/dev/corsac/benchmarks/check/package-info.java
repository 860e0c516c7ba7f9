/** The check of a deployment, and a call of the test kit. */
package dev.corsac.benchmarks.check;
