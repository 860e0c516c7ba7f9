/** Origins from data: decisions for tenants, and cold starts with each source. */
package dev.corsac.benchmarks.origins;
