package dev.corsac.config;

import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the fronts of a template are served on this machine, and from which folders. Not safe to share between threads. */
final class LocalPlan {

    private static final int FIRST_PORT = 8080;

    /** The console's port, next to a page on the first one. */
    private static final int CONSOLE_PORT = 8089;

    /** Pages first, so that the first address is one to open. */
    private static final List<FrontKind> ORDER = List.of(
            FrontKind.CLOUDFRONT,
            FrontKind.SITE,
            FrontKind.REST_API,
            FrontKind.HTTP_API,
            FrontKind.FUNCTION_URL,
            FrontKind.LOAD_BALANCER,
            FrontKind.BUCKET);

    private final FileSource files;
    private final TemplateResult template;
    private final Path folder;
    private final String scheme;
    private Deployment deployment;
    private final List<FrontSpec> fronts = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final StackResources stack;

    /** @param stack a deployed stack, for the values that functions get */
    LocalPlan(FileSource files, TemplateResult template, Path folder, String scheme, StackResources stack) {
        this.stack = stack;
        this.files = files;
        this.template = template;
        this.folder = folder;
        this.scheme = scheme;
        this.deployment = scheme.equals("http") ? overHttp(template.deployment()) : template.deployment();
    }

    /** Plain http takes the place of https here, so that a distribution must not redirect to the latter. */
    private static Deployment overHttp(Deployment deployment) {
        return deployment.withFronts(deployment
                .replaced(front -> front instanceof DeployedDistribution distribution
                        ? distribution.withBehaviors(behavior -> behavior.with(ViewerProtocol.ALLOW_ALL))
                        : front)
                .values());
    }

    /** Replaces the template's fronts by what a function makes of them. */
    void replaceFronts(UnaryOperator<DeployedFront> function) {
        Map<DeployedFront, DeployedFront> replaced =
                deployment.replaced(front -> front instanceof DeployedDistribution ? front : function.apply(front));
        deployment = deployment.withFronts(replaced.values());
        fronts.replaceAll(spec -> new FrontSpec(
                replaced.getOrDefault(spec.front(), spec.front()),
                spec.endpoint(),
                spec.scheme(),
                spec.hosts(),
                spec.port(),
                spec.folders(),
                spec.objects()));
    }

    String scheme() {
        return scheme;
    }

    boolean isEmpty() {
        return deployment.fronts().isEmpty();
    }

    /** Returns how corsac.yaml refers to the template's fronts and functions. */
    Set<String> references() {
        Set<String> references = new LinkedHashSet<>();
        deployment.fronts().forEach(front -> references.add(front.kind().section() + "." + front.id()));
        deployment.functions().forEach(function -> references.add("functions." + function.id()));
        return references;
    }

    /**
     * Gives each front its address.
     *
     * @param overlays the entries of corsac.yaml that are about them
     * @param taken the ports that corsac.yaml names
     */
    void place(Map<String, Setting> overlays, Set<Integer> taken) {
        List<DeployedFront> ordered = new ArrayList<>(deployment.fronts());
        ordered.sort(Comparator.comparingInt(front -> ORDER.indexOf(front.kind())));
        Set<String> names = new LinkedHashSet<>();
        int next = FIRST_PORT;
        for (DeployedFront front : ordered) {
            Setting overlay = overlays.get(front.kind().section() + "." + front.id());
            boolean first = true;
            for (Endpoint endpoint : front.endpoints()) {
                FrontSpec shared = sharing(endpoint);
                if (shared != null) {
                    fronts.add(new FrontSpec(front, endpoint, scheme, shared.hosts(), shared.port(), List.of(), null));
                    first = false;
                    continue;
                }
                Integer given = overlay != null && first && !overlay.isRefused() ? overlay.numberOrNull("port") : null;
                while (given == null && (taken.contains(next) || next == CONSOLE_PORT)) {
                    next++;
                }
                List<String> hosts = overlay != null && first && !overlay.isRefused()
                        ? overlay.texts(front.kind() == FrontKind.SITE ? "host" : "hosts")
                        : List.of();
                String host = host(front, endpoint);
                String name = host;
                for (int i = 2; hosts.isEmpty() && !names.add(name); i++) {
                    name = host.replaceFirst("\\.|$", i + ".").replaceFirst("\\.$", "");
                }
                fronts.add(new FrontSpec(
                        front,
                        endpoint,
                        scheme,
                        hosts.isEmpty() ? List.of(name) : hosts,
                        given == null ? next++ : given,
                        List.of(),
                        null));
                first = false;
            }
        }
        fronts.sort(Comparator.comparing(FrontSpec::kind));
        if (!fronts.isEmpty()) {
            furnish(overlays);
        }
    }

    /** Returns what is served at the same host name under another path, at whose port this is served too; null for nothing. */
    private @Nullable FrontSpec sharing(Endpoint endpoint) {
        return fronts.stream()
                .filter(spec -> spec.endpoint().host().same(endpoint.host())
                        && !spec.path().equals(endpoint.path()))
                .findFirst()
                .orElse(null);
    }

    /** Returns a name under .localhost: of AWS's own host names each is a site, of one domain all are the same one. */
    private static String host(DeployedFront front, Endpoint endpoint) {
        String known = endpoint.host().known();
        if (known != null && endpoint.custom() && known.matches("[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+")) {
            String[] labels = known.toLowerCase(Locale.ROOT).split("\\.", -1);
            StringBuilder host = new StringBuilder();
            for (int i = 0; i < labels.length - 2; i++) {
                host.append(labels[i]).append('.');
            }
            return host + labels[labels.length - 2] + "-" + labels[labels.length - 1] + ".localhost";
        }
        StringBuilder name = new StringBuilder();
        for (char c : front.id().toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (plain && name.length() < 40) {
                name.append(c);
            } else if (!plain && !name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        String label = name.toString().replaceAll("-$", "");
        return (label.isEmpty() ? "front" : label) + ".localhost";
    }

    /** Gives pages their files: those that corsac.yaml names, or the folder with an index.html if there is one page. */
    private void furnish(Map<String, Setting> overlays) {
        List<FrontSpec> stored = fronts.stream()
                .filter(front -> front.kind() == FrontKind.SITE || front.kind() == FrontKind.BUCKET)
                .toList();
        Set<String> buckets = stored.stream().map(FrontSpec::name).collect(Collectors.toSet());
        String page = buckets.size() == 1 ? PageFolders.folder(files, folder) : null;
        for (FrontSpec front : stored) {
            Setting overlay = overlays.get(front.reference());
            boolean named = overlay != null && overlay.has("directory");
            if (!named && page != null) {
                Path pages = folder.resolve(page);
                replace(front, pages, S3Reader.bucket(files, pages, Map.of(), Map.of(), Set.of()));
            } else if (!named && (front.kind() == FrontKind.SITE || isPage(front.front()))) {
                notices.add(new Notice(
                        NoticeCode.PAGE_FILES_UNKNOWN,
                        "no file names the folder with the objects of " + front.name() + ", so that it is empty here:"
                                + " write " + front.reference() + ".directory in corsac.yaml",
                        front.front().place()));
            }
        }
    }

    private boolean isPage(DeployedFront bucket) {
        return deployment.fronts().stream()
                .anyMatch(front -> front instanceof DeployedDistribution distribution
                        && distribution.origins().stream().anyMatch(origin -> bucket.equals(origin.front())));
    }

    private void replace(FrontSpec front, @Nullable Path pages, FolderBucket objects) {
        fronts.set(
                fronts.indexOf(front),
                new FrontSpec(
                        front.front(),
                        front.endpoint(),
                        front.scheme(),
                        front.hosts(),
                        front.port(),
                        pages == null ? List.of() : List.of(pages),
                        objects));
    }

    /** Takes what entries of corsac.yaml add to the template's fronts. */
    void overlay(Document document, Map<String, Setting> overlays) {
        for (FrontSpec front : List.copyOf(fronts)) {
            Setting overlay = overlays.get(front.reference());
            boolean stored = front.kind() == FrontKind.SITE || front.kind() == FrontKind.BUCKET;
            if (overlay == null || overlay.isRefused() || !stored) {
                continue;
            }
            document.attempt(() -> {
                Path pages = overlay.has("directory") ? S3Reader.folder(document, overlay) : null;
                Path shown = pages == null && !front.folders().isEmpty()
                        ? front.folders().get(0)
                        : pages;
                if (shown != null || overlay.has("files")) {
                    replace(front, shown, S3Reader.objects(files, overlay, shown, front.kind() == FrontKind.SITE));
                }
                return shown;
            });
        }
    }

    List<Integer> ports() {
        return fronts.stream().map(FrontSpec::port).toList();
    }

    /** Moves all ports so that the lowest becomes the first one; null leaves all. */
    void move(@Nullable Integer firstPort) {
        if (firstPort != null && !fronts.isEmpty()) {
            move(shift(ports(), firstPort));
        }
    }

    void move(int shift) {
        fronts.replaceAll(front -> new FrontSpec(
                front.front(),
                front.endpoint(),
                front.scheme(),
                front.hosts(),
                front.port() + shift,
                front.folders(),
                front.objects()));
    }

    /** Returns by how much ports move. */
    static int shift(Collection<Integer> ports, int firstPort) {
        int lowest = ports.stream().mapToInt(Integer::intValue).min().orElse(0);
        int highest = ports.stream().mapToInt(Integer::intValue).max().orElse(0);
        int last = firstPort + highest - lowest;
        if (firstPort < 1 || last > 65535) {
            throw new ConfigurationException("--port " + firstPort + " does not fit: the ports would be " + firstPort
                    + " to " + last + ", and there are 1 to 65535");
        }
        return firstPort - lowest;
    }

    List<FrontSpec> fronts() {
        return List.copyOf(fronts);
    }

    /** Returns the settings of the template's functions that can be run here, by id. */
    Map<String, FunctionSettings> functions() {
        Map<String, FunctionSettings> settings = new LinkedHashMap<>();
        LocalFunctions functions = localFunctions(List.of());
        for (DeployedFunction function : deployment.functions()) {
            FunctionSettings made = functions.settings(function);
            if (made != null) {
                settings.put(function.id(), made);
            }
        }
        return settings;
    }

    /** Returns the template's settings of a function, with a placeholder for a program that cannot be run; null without such a function. */
    @Nullable
    FunctionSettings base(String id) {
        DeployedFunction function = deployment.function(id);
        return function == null ? null : localFunctions(List.of()).base(function);
    }

    private LocalFunctions localFunctions(List<FrontSpec> more) {
        List<FrontSpec> all = new ArrayList<>(fronts);
        all.addAll(more);
        return new LocalFunctions(files, folder, new LocalResolution(all, region(), stack));
    }

    private String region() {
        String region = template.region();
        return region == null ? "eu-west-1" : region;
    }

    /** Returns what a template runs as without a corsac.yaml. */
    Configuration configuration(UnverifiedBehavior open) {
        Configuration configuration = configuration(List.of(), List.of(), List.of(), List.of(), open);
        configuration.rehearse();
        return configuration;
    }

    /**
     * Returns what template and corsac.yaml run as together.
     *
     * @param own the fronts of corsac.yaml
     * @param functions its functions that the template does not have
     * @param settings how its functions are run; they win over the template's
     */
    Configuration configuration(
            List<FrontSpec> own,
            List<DeployedFunction> functions,
            List<FunctionSettings> settings,
            List<Path> read,
            UnverifiedBehavior open) {
        Map<String, FunctionSettings> all = functions();
        settings.forEach(given -> all.put(given.name(), given));
        LocalFunctions local = localFunctions(own);
        Map<String, String> notRunnable = new LinkedHashMap<>();
        List<Notice> more = new ArrayList<>(deployment.notices());
        more.addAll(notices);
        for (DeployedFunction function : deployment.functions()) {
            if (!all.containsKey(function.id())) {
                String reason = local.reason(function);
                notRunnable.put(function.id(), reason);
                more.add(new Notice(
                        NoticeCode.FUNCTION_NOT_RUNNABLE,
                        "function " + function.id() + " cannot be run here: " + reason,
                        function.place()));
            }
        }
        more.sort(Comparator.comparing(Notice::place));
        List<FrontSpec> specs = new ArrayList<>(fronts);
        specs.addAll(own);
        specs.sort(Comparator.comparing(FrontSpec::kind));
        List<DeployedFront> served = new ArrayList<>(
                new LinkedHashSet<>(specs.stream().map(FrontSpec::front).toList()));
        List<DeployedFunction> deployed = new ArrayList<>(deployment.functions());
        deployed.addAll(functions);
        List<Path> watched = new ArrayList<>(template.files());
        watched.addAll(read);
        return new Configuration(
                new Deployment(served, deployed, more),
                specs,
                List.copyOf(all.values()),
                notRunnable,
                region(),
                open,
                watched,
                List.of(),
                CheckSettings.NONE);
    }
}
