/** How the cost of the parts grows with the size of what they are given. */
package dev.corsac.benchmarks.growth;
