package dev.corsac.cli;

import dev.corsac.browser.Engine;

/** The browsers as they are named on the command line; case does not matter there. */
enum BrowserName {
    chromium(Engine.CHROMIUM),
    firefox(Engine.FIREFOX),
    webkit(Engine.WEBKIT);

    private final Engine engine;

    BrowserName(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }
}
