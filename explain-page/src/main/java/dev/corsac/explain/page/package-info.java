/**
 * The explainer where people are: the run of {@code corsac explain}, the page that explains, and both as JavaScript. TeaVM
 * compiles {@link dev.corsac.explain.page.PageScript}, {@link dev.corsac.explain.page.CommandScript} and {@link
 * dev.corsac.explain.page.SitesScript}, so nothing that they use may need files, threads or reflection.
 */
package dev.corsac.explain.page;
