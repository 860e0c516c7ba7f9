/** Allowed origins from AWS AppConfig, by its Lambda extension. */
package dev.corsac.origins.appconfig;
