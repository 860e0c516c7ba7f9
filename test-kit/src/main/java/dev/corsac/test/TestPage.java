package dev.corsac.test;

import dev.corsac.check.Probe;
import java.util.List;
import java.util.Map;

/** A page of a {@link TestDeployment}. Not safe for use by several threads. */
public final class TestPage {

    private final String origin;
    private final Probe probe;

    TestPage(String origin, Probe probe) {
        this.origin = origin;
        this.probe = probe;
    }

    /**
     * Returns a call that the page's script makes: {@code fetch(url, {method})}. It is made when an assertion is.
     *
     * @param url a path, which every API of the deployment that has it is asked for, or an absolute URL
     */
    public TestCall fetch(String method, String url) {
        return new TestCall(probe, origin, method, url, null, Map.of(), false, false, List.of());
    }
}
