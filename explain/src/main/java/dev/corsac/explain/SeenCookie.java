package dev.corsac.explain;

import dev.corsac.browser.Cookie;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of the called server, as far as what was recorded shows it. Its value is not kept.
 *
 * @param name its name
 * @param attributes as the server set them; null if only a request shows the cookie
 * @param sent whether the recorded call had it
 */
public record SeenCookie(String name, @Nullable Cookie attributes, boolean sent) {

    private static final List<Cookie.SameSite> SAME_SITE = List.of(Cookie.SameSite.values());

    /** Every cookie that it may be. */
    public List<Cookie> candidates() {
        if (attributes != null) {
            return List.of(attributes);
        }
        List<Cookie> all = new ArrayList<>();
        for (Cookie.SameSite sameSite : SAME_SITE) {
            for (boolean secure : new boolean[] {true, false}) {
                for (boolean partitioned : new boolean[] {true, false}) {
                    all.add(new Cookie(name, sameSite, secure, partitioned));
                }
            }
        }
        return all;
    }
}
