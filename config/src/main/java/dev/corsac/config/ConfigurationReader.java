package dev.corsac.config;

import dev.corsac.config.FrontSpec.Kind;
import dev.corsac.config.FrontSpec.Plan;
import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a {@code corsac.yaml}: holds it to the schema, has each section read by a reader of its own, and builds everything
 * once, so that what AWS would refuse is told with its place before anything starts. Every error names the file, the line and
 * column, what is wrong, and the mend.
 */
public final class ConfigurationReader {

    private final Document document;
    private final Setting top;
    private final int portShift;
    private final String scheme;
    private final UnverifiedBehavior open;
    private final List<FrontSpec> fronts = new ArrayList<>();

    private ConfigurationReader(Document document, Setting top, int portShift, String scheme) {
        this.document = document;
        this.top = top;
        this.portShift = portShift;
        this.scheme = scheme;
        this.open = openQuestions(top);
    }

    /**
     * Reads the file.
     *
     * @param firstPort where the file's lowest port goes, the others keeping their distance to it; null leaves all
     * @throws ConfigurationException if the file cannot be read or says what makes no sense
     */
    public static Configuration read(Path file, @Nullable Integer firstPort) {
        return read(file, firstPort, "http");
    }

    /** The same, with another scheme in the addresses that the file refers to. */
    public static Configuration read(Path file, @Nullable Integer firstPort, String scheme) {
        return read(file, new YamlFile(file).text(), firstPort, scheme);
    }

    /** The same of a text that is not in the file, or not yet. */
    public static Configuration read(Path file, String text, @Nullable Integer firstPort, String scheme) {
        YamlFile yaml = new YamlFile(file);
        Node root = yaml.root(text);
        Schema schema = Schema.load();
        SchemaCheck.check(yaml, root, schema);
        Document document = new Document(yaml);
        Setting top = new Setting(document, root, "", schema);
        return new ConfigurationReader(document, top, shift(top, firstPort), scheme).configuration();
    }

    /** Sections with fronts, those first that others may stand before. */
    private static List<String> sections() {
        return List.of("sites", "buckets", "apis", "urls", "balancers", "distributions");
    }

    private static int shift(Setting top, @Nullable Integer firstPort) {
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        Map<Integer, String> taken = new LinkedHashMap<>();
        for (String section : sections()) {
            for (Setting front : top.entries(section).values()) {
                int port = front.number("port");
                String other = taken.putIfAbsent(port, front.where());
                if (other != null) {
                    throw front.need("port", "")
                            .wrong(front.where() + ".port is \"" + port + "\", which " + other
                                    + " has already: give it one of its own");
                }
                lowest = Math.min(lowest, port);
                highest = Math.max(highest, port);
            }
        }
        if (taken.isEmpty()) {
            throw top.wrong("there is neither a site nor an API, nor any other front: nothing would listen");
        }
        if (firstPort == null) {
            return 0;
        }
        int last = firstPort + highest - lowest;
        if (firstPort < 1 || last > 65535) {
            throw new ConfigurationException("--port " + firstPort + " does not fit: the ports would be " + firstPort
                    + " to " + last + ", and there are 1 to 65535");
        }
        return firstPort - lowest;
    }

    private Configuration configuration() {
        // Addresses first: everything else may refer to them.
        Map<Setting, FrontSpec> listening = new LinkedHashMap<>();
        for (String section : sections()) {
            top.entries(section).forEach((name, front) -> listening.put(front, address(section, name, front)));
        }
        for (FrontSpec front : listening.values()) {
            document.define(front.reference() + ".port", Integer.toString(front.port()));
            document.define(front.reference() + ".host", front.hosts().get(0));
            document.define(front.reference() + ".origin", front.origin());
            document.define(front.reference() + ".url", front.url());
        }
        List<FunctionSettings> functions = new ArrayList<>();
        top.entries("functions")
                .forEach((name, function) -> functions.add(new FunctionReader(document, name, function).function()));
        listening.forEach((front, address) -> fronts.add(planned(front, address)));
        List<String> hosts = allowedHosts();
        Configuration configuration = new Configuration(fronts, functions, document.read(), hosts);
        configuration.assemble(new Rehearsal());
        top.refuseUnasked();
        document.items().forEach(Setting::refuseUnasked);
        return new Configuration(fronts, functions, document.read(), hosts);
    }

    private List<String> allowedHosts() {
        Setting setting = top.find("allowHosts");
        if (setting == null) {
            return List.of();
        }
        List<String> hosts = top.texts("allowHosts");
        for (String host : hosts) {
            String problem = FrontAddress.problem(host);
            if (problem != null) {
                throw setting.wrong("allowHosts: " + problem);
            }
        }
        return hosts;
    }

    private FrontSpec address(String section, String name, Setting front) {
        Kind kind = kind(section, front);
        String path = switch (kind) {
            case REST_API -> RestApiReader.path(front);
            case HTTP_API -> HttpApiReader.path(front);
            default -> "";
        };
        List<String> hosts = front.texts(kind == Kind.SITE ? "host" : "hosts");
        Plan none = parts -> {
            throw new IllegalStateException(name + " has no plan yet");
        };
        return new FrontSpec(kind, name, scheme, hosts, front.number("port") + portShift, path, List.of(), none);
    }

    private static Kind kind(String section, Setting front) {
        return switch (section) {
            case "sites" -> Kind.SITE;
            case "buckets" -> Kind.BUCKET;
            case "apis" -> front.text("type").equals("http") ? Kind.HTTP_API : Kind.REST_API;
            case "urls" -> Kind.FUNCTION_URL;
            case "balancers" -> Kind.LOAD_BALANCER;
            default -> Kind.CLOUDFRONT;
        };
    }

    private FrontSpec planned(Setting setting, FrontSpec address) {
        boolean stored = address.kind() == Kind.SITE || address.kind() == Kind.BUCKET;
        Path folder = stored ? S3Reader.folder(document, setting) : null;
        Plan plan = switch (address.kind()) {
            case SITE -> parts -> S3Reader.site(setting, folder, open);
            case BUCKET -> parts -> S3Reader.bucket(setting, folder);
            case REST_API -> parts -> new RestApiReader(document, setting, open).api(parts);
            case HTTP_API -> parts -> new HttpApiReader(document, setting, open).api(parts);
            case FUNCTION_URL -> parts -> FunctionUrlReader.url(setting, open, parts);
            case LOAD_BALANCER -> parts -> LoadBalancerReader.balancer(document, setting, open, parts);
            case CLOUDFRONT -> parts -> CloudFrontReader.distribution(setting, open, parts);
        };
        return new FrontSpec(
                address.kind(),
                address.name(),
                address.scheme(),
                address.hosts(),
                address.port(),
                address.path(),
                folder == null ? List.of() : List.of(folder),
                plan);
    }

    private static UnverifiedBehavior openQuestions(Setting top) {
        UnverifiedBehavior open = UnverifiedBehavior.defaults();
        for (Map.Entry<String, Setting> question : top.entries("openQuestions").entrySet()) {
            open = UnverifiedBehaviorNames.with(
                    open, question.getKey(), question.getValue().text());
        }
        return open;
    }

    /** Takes everything and runs nothing. */
    private static final class Rehearsal implements DeploymentHost {

        @Override
        public LambdaFunction function(FunctionSettings spec) {
            return new LambdaFunction() {
                @Override
                public String name() {
                    return spec.name();
                }

                @Override
                public InvocationResult invoke(byte[] event, Duration patience) {
                    throw new IllegalStateException("nobody calls this front");
                }
            };
        }

        @Override
        public void listen(FrontAddress address, Front front) {
            // It could be built, which is all that was asked.
        }
    }
}
