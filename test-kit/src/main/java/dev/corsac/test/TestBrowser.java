package dev.corsac.test;

import dev.corsac.browser.Engine;

/** The browsers that an assertion is about. */
public enum TestBrowser {
    /** Chrome, Edge and others. */
    CHROMIUM(Engine.CHROMIUM),
    /** Firefox. */
    FIREFOX(Engine.FIREFOX),
    /** Safari, and every browser on iOS. */
    WEBKIT(Engine.WEBKIT);

    private final Engine engine;

    TestBrowser(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }
}
