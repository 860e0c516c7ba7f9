package dev.corsac.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.corsac.browser.Call;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalAuthority;
import dev.corsac.local.LocalException;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Fronts behind one socket that speaks TLS, and a Chromium that takes every host for it: fronts are called at the origins that they
 * have at AWS. Every other origin has an empty page.
 */
final class FrontsInChromium implements AutoCloseable {

    private final LocalRun run;
    private final Playwright playwright;
    private final Browser browser;
    private volatile Map<String, Front> fronts = Map.of();

    /** @param folder for the certificates */
    FrontsInChromium(Path folder) throws LocalException {
        run = LocalRun.builder(
                        new JavaRuntime(Path.of("java"), List.of(), List.of()),
                        new LocalListener() {},
                        Clock.systemUTC())
                .tls(LocalAuthority.of(folder.resolve("corsac"), List.of()))
                .serve(host -> host.listen(
                        FrontAddress.dangerouslyAnyHost(Service.REST_API, 0),
                        (request, metadata) -> fronts.getOrDefault(request.url().origin(), FrontsInChromium::page)
                                .respond(request, metadata)))
                .start();
        playwright = Playwright.create();
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setHeadless(true)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--host-resolver-rules=MAP * 127.0.0.1:" + run.ports().get(0)));
        String installed = System.getenv("CORSAC_CHROMIUM");
        if (installed != null && !installed.isEmpty()) {
            options.setExecutablePath(Path.of(installed));
        }
        browser = playwright.chromium().launch(options);
    }

    /** Serves other fronts, each at its origin. */
    void serve(Map<String, Front> others) {
        fronts = others;
    }

    /** Opens a page of an origin, in a browser that remembers nothing. */
    <T> T onPage(Function<Page, T> task) {
        Browser.NewContextOptions options = new Browser.NewContextOptions().setIgnoreHTTPSErrors(true);
        try (BrowserContext context = browser.newContext(options)) {
            return task.apply(context.newPage());
        }
    }

    /** Returns the call's headers, as an argument of a script. */
    static Map<String, String> headers(Call call) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header line : call.headers()) {
            headers.put(line.name(), line.value());
        }
        return headers;
    }

    private static AttributedResponse page(Request request, RequestMetadata metadata) {
        return AttributedResponse.by(
                Component.of(Component.Kind.SERVICE, "page"),
                "",
                new Response(
                        200,
                        Headers.of("Content-Type", "text/html; charset=utf-8"),
                        Body.of("<!doctype html><link rel=icon href=data:,><title>A page</title>")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        run.close();
    }
}
