package dev.corsac.local.runtimeapi;

/** An event on its way to a process. */
public interface RuntimeEvent {

    /** The id of the invocation. */
    String id();

    /** The event as the process gets it; not to be written to. */
    byte[] bytes();
}
