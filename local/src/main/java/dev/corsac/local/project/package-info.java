/** What a build has made: class paths from Maven, Gradle and Lambda's packages, and the handlers in them. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.project;
