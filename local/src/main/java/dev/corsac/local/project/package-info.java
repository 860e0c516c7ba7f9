/**
 * What a project's build and tools have made: class paths from Maven, Gradle and Lambda's packages, the handlers in them, and the state
 * that Terraform would have.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.project;
