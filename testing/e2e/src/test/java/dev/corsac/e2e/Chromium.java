package dev.corsac.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Chromium with a new profile, which blocks third-party cookies, as it does by itself, or does not. */
final class Chromium implements AutoCloseable {

    private final BrowserContext context;

    Chromium(Playwright playwright, Path profile, boolean thirdPartyCookies) throws IOException {
        this(playwright, profile, thirdPartyCookies, null);
    }

    /**
     * Starts one.
     *
     * @param har the HAR file to record to, which is whole once the browser is closed; null for none
     */
    Chromium(Playwright playwright, Path profile, boolean thirdPartyCookies, Path har) throws IOException {
        Path folder = Files.createDirectories(profile.resolve("Default"));
        Files.writeString(
                folder.resolve("Preferences"),
                "{\"profile\":{\"cookie_controls_mode\":" + (thirdPartyCookies ? 0 : 1)
                        + ",\"block_third_party_cookies\":" + !thirdPartyCookies + "}}");
        BrowserType.LaunchPersistentContextOptions options = new BrowserType.LaunchPersistentContextOptions()
                .setHeadless(true)
                .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-component-update"));
        if (har != null) {
            options.setRecordHarPath(har);
        }
        // ./test names an installed browser here; without it Playwright takes its own.
        String installed = System.getenv("CORSAC_CHROMIUM");
        if (installed != null && !installed.isEmpty()) {
            options.setExecutablePath(Path.of(installed));
        }
        context = playwright.chromium().launchPersistentContext(profile, options);
    }

    Tab open(String url) {
        return new Tab(context, url);
    }

    /** A page that is not one of the shop's. */
    Page page() {
        return context.newPage();
    }

    @Override
    public void close() {
        context.close();
    }

    /** A page of the shop, with what DevTools report of its calls. */
    static final class Tab implements AutoCloseable {
        final Page page;
        private final CDPSession devTools;
        private final List<String> corsErrors = new ArrayList<>();
        private final List<String> console = new ArrayList<>();
        private final List<String> blockedCookies = new ArrayList<>();

        private Tab(BrowserContext context, String url) {
            page = context.newPage();
            page.onConsoleMessage(message -> console.add(message.text()));
            devTools = context.newCDPSession(page);
            devTools.on("Network.loadingFailed", this::loadingFailed);
            devTools.on("Network.responseReceivedExtraInfo", this::responseReceived);
            devTools.send("Network.enable");
            page.navigate(url);
            page.waitForSelector("html[data-ready=true]");
        }

        private void loadingFailed(JsonObject event) {
            if (event.has("corsErrorStatus")) {
                corsErrors.add(event.getAsJsonObject("corsErrorStatus")
                        .get("corsError")
                        .getAsString());
            }
        }

        private void responseReceived(JsonObject event) {
            for (JsonElement cookie : event.getAsJsonArray("blockedCookies")) {
                cookie.getAsJsonObject()
                        .getAsJsonArray("blockedReasons")
                        .forEach(reason -> blockedCookies.add(reason.getAsString()));
            }
        }

        /** Which API the page calls: {@code same-site} or {@code cross-site}. */
        Tab api(String name) {
            page.check("[name=api][value=" + name + "]");
            return this;
        }

        /** Whether the calls of that group are made with {@code credentials: "include"}. */
        Tab include(String group, boolean include) {
            page.setChecked("[data-include=" + group + "]", include);
            return this;
        }

        /** Presses the button of that call and waits for its result, and for those of the calls it needs first. */
        Result call(String id) {
            corsErrors.clear();
            console.clear();
            blockedCookies.clear();
            int before = page.locator("[data-result]").count();
            page.click("button[data-call=" + id + "]");
            page.waitForFunction(
                    "before => document.querySelectorAll('[data-result]').length > before"
                            + " && document.documentElement.dataset.callsPending === '0'"
                            + " && document.querySelectorAll('[data-result][data-state=pending]').length === 0",
                    before);
            // The last card is the first in the list; whatever DevTools have to say comes before the next command's
            // result.
            devTools.send("Network.enable");
            var card = page.locator("[data-result]").first();
            if (!id.equals(card.getAttribute("data-call"))) {
                throw new AssertionError("the last result is of " + card.getAttribute("data-call") + ", not " + id
                        + ": " + card.innerText());
            }
            boolean blocked = "error".equals(card.getAttribute("data-state"));
            return new Result(
                    blocked ? 0 : Integer.parseInt(card.getAttribute("data-status")),
                    card.locator(blocked ? "[data-field=error]" : "[data-field=body]")
                            .textContent(),
                    List.copyOf(corsErrors),
                    String.join("\n", console),
                    List.copyOf(blockedCookies));
        }

        @Override
        public void close() {
            page.close();
        }
    }

    /**
     * What became of a call.
     *
     * @param status what the script read; 0 if the browser blocked the call
     * @param body what the script read, or the error it got
     * @param corsErrors DevTools' {@code CorsError} of each request that was blocked
     * @param console what the console says
     * @param blockedCookies DevTools' reasons for cookies that were not taken
     */
    record Result(int status, String body, List<String> corsErrors, String console, List<String> blockedCookies) {}
}
