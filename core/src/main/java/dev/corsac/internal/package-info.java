/** What the modules that bring allowed origins from data need of the policy. Not API: exported to these modules only. */
package dev.corsac.internal;
