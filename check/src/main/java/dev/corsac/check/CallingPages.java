package dev.corsac.check;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages that call each front: those that are stated, else those that the deployment makes and allows. Immutable. */
final class CallingPages {

    /** A page of nobody, where every page is allowed. */
    static final String ANY = "https://page.example";

    /**
     * A page.
     *
     * @param origin its origin
     * @param assumed whether it is assumed that it calls the front
     * @param doubtful whether the front allows others and not this page, so that it may be none of the front's
     */
    record Page(String origin, boolean assumed, boolean doubtful) {}

    private final List<Page> stated;
    private final Set<String> made = new LinkedHashSet<>();
    private final Map<String, DeployedFront> makers = new LinkedHashMap<>();
    private final List<AllowedOrigins.Entry> entries;
    private final boolean local;

    /**
     * @param stated origins of pages; empty to derive them
     * @param local whether a page on the visitor's own machine is one like any other
     */
    CallingPages(
            List<String> stated,
            Deployment deployment,
            Resolution resolution,
            List<AllowedOrigins.Entry> entries,
            boolean local) {
        this.local = local;
        this.stated =
                stated.stream().map(origin -> new Page(origin, false, false)).toList();
        this.entries = entries;
        Set<DeployedFront> behind = new LinkedHashSet<>();
        for (DeployedFront front : deployment.fronts()) {
            if (front instanceof DeployedDistribution distribution) {
                distribution.origins().forEach(origin -> {
                    if (origin.front() != null) {
                        behind.add(origin.front());
                    }
                });
            }
        }
        for (DeployedFront front : deployment.fronts()) {
            boolean page = front.kind() == FrontKind.SITE
                    ? !behind.contains(front)
                    : front instanceof DeployedDistribution distribution && hasPages(distribution);
            if (page) {
                List<Endpoint> custom =
                        front.endpoints().stream().filter(Endpoint::custom).toList();
                for (Endpoint endpoint :
                        custom.isEmpty() ? List.of(front.endpoints().get(0)) : custom) {
                    String origin = resolution.origin(front, endpoint);
                    made.add(origin);
                    makers.putIfAbsent(origin, front);
                }
            }
        }
    }

    /** Whether somebody opens a page there: one of its origins is a bucket or site. */
    private static boolean hasPages(DeployedDistribution distribution) {
        for (DeployedDistribution.Behavior behavior : distribution.behaviors()) {
            for (DeployedDistribution.Origin origin : distribution.origins()) {
                DeployedFront front = origin.front();
                boolean stored = front != null && (front.kind() == FrontKind.SITE || front.kind() == FrontKind.BUCKET);
                if (origin.id().equals(behavior.origin()) && stored) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the front that makes a page; null if the deployment does not. */
    @Nullable
    DeployedFront maker(String origin) {
        return makers.get(origin);
    }

    /** Returns the origins of the pages that the deployment makes. */
    Set<String> made() {
        return made;
    }

    /** Returns the origins that its user states; empty if there are none. */
    List<Page> stated() {
        return stated;
    }

    /** Returns the pages of these fronts: of one that is called, and of the distribution before it. */
    List<Page> of(Set<DeployedFront> fronts) {
        if (!stated.isEmpty()) {
            return stated;
        }
        Set<String> exact = new LinkedHashSet<>();
        boolean any = declared(fronts, exact);
        List<Page> pages = new ArrayList<>();
        if (exact.isEmpty()) {
            made.forEach(origin -> pages.add(new Page(origin, true, false)));
            if (pages.isEmpty() && any) {
                pages.add(new Page(ANY, true, false));
            }
            return pages;
        }
        exact.forEach(origin -> pages.add(new Page(origin, true, false)));
        boolean own = made.stream().anyMatch(exact::contains);
        for (String origin : made) {
            if (!own && !exact.contains(origin)) {
                pages.add(new Page(origin, true, !any));
            }
        }
        return pages;
    }

    /**
     * Adds the origins that these fronts, or functions behind them, are configured to allow.
     *
     * @return whether any page is allowed
     */
    private boolean declared(Set<DeployedFront> fronts, Set<String> exact) {
        boolean any = false;
        for (AllowedOrigins.Entry entry : entries) {
            String text = entry.text();
            if (!fronts.contains(entry.front()) || text == null) {
                continue;
            }
            for (String piece : OriginForm.pieces(text)) {
                any |= piece.equals("*")
                        || piece.equals("https://*")
                        || piece.equals("http://*")
                        || piece.startsWith("method.request.")
                        || piece.startsWith("context.");
                List<String> meant = OriginForm.isExact(piece) ? List.of(piece) : OriginForm.meant(piece);
                for (String origin : meant.isEmpty() ? List.of(example(piece)) : meant) {
                    if (OriginForm.isExact(origin) && (local || !OriginForm.isLocal(origin) || made.contains(origin))) {
                        exact.add(origin);
                    }
                }
            }
        }
        return any;
    }

    /** Whether these fronts, or functions behind them, are configured to allow that origin. */
    boolean isDeclared(Set<DeployedFront> fronts, String origin) {
        Set<String> exact = new LinkedHashSet<>();
        declared(fronts, exact);
        return exact.contains(origin);
    }

    /** Returns an origin that a pattern such as {@code https://*.example.com} covers. */
    private static String example(String pattern) {
        return pattern.replace("://*.", "://page.").replace(":*", ":8443");
    }
}
