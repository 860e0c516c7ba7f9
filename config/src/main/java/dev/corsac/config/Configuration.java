package dev.corsac.config;

import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.SharedHost;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.s3.Bucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code corsac up} runs: a deployment, the address of each front on this machine, and how functions are started.
 *
 * @param deployment what the files say
 * @param fronts what listens, by section and in the files' order
 * @param functions the functions that can be run here, in the files' order
 * @param notRunnable why the other functions cannot be run, by id
 * @param region the region that the files name, or the one that is assumed
 * @param open what is assumed where AWS's behavior is unverified
 * @param files the files that were read
 * @param allowedHosts further host names under which every front accepts requests: those of tunnels and the like
 * @param check what the file states for a check
 */
public record Configuration(
        Deployment deployment,
        List<FrontSpec> fronts,
        List<FunctionSettings> functions,
        Map<String, String> notRunnable,
        String region,
        UnverifiedBehavior open,
        List<Path> files,
        List<String> allowedHosts,
        CheckSettings check) {

    /** Copies the collections. */
    public Configuration {
        fronts = List.copyOf(fronts);
        functions = List.copyOf(functions);
        notRunnable = Map.copyOf(notRunnable);
        files = List.copyOf(files);
        allowedHosts = List.copyOf(allowedHosts);
    }

    /**
     * Returns the same with more host names under which every front accepts requests.
     *
     * @throws ConfigurationException if one of them is not a valid host name
     */
    public Configuration withAllowedHosts(List<String> more) {
        List<String> all = new ArrayList<>(allowedHosts);
        for (String host : more) {
            String problem = FrontAddress.problem(host);
            if (problem != null) {
                throw new ConfigurationException("--allow-host: " + problem);
            }
            all.add(host);
        }
        return new Configuration(deployment, fronts, functions, notRunnable, region, open, files, all, check);
    }

    /** Returns the same with what the file states for a check. */
    Configuration with(CheckSettings settings) {
        return new Configuration(
                deployment, fronts, functions, notRunnable, region, open, files, allowedHosts, settings);
    }

    /** Returns the texts of values that AWS makes, in a run on this machine. */
    public Resolution resolution() {
        return new LocalResolution(fronts, region);
    }

    /** Returns the same with other functions. */
    Configuration with(List<FunctionSettings> others) {
        return new Configuration(deployment, fronts, others, notRunnable, region, open, files, allowedHosts, check);
    }

    /**
     * Sets all of it up.
     *
     * @throws ConfigurationException with a line for each problem and its place, if AWS would refuse a front
     */
    public void assemble(DeploymentHost host) {
        Map<String, LambdaFunction> made = new LinkedHashMap<>();
        for (FunctionSettings function : functions) {
            made.put(function.name(), host.function(function));
        }
        notRunnable.forEach((id, reason) -> made.put(id, notRunnable(id, reason)));
        FrontFactory factory = new FrontFactory(deployment, resolution(), new Local(made), open);
        // Fronts that share a port have one listener; any free port, 0, is one for each.
        Map<Object, FrontSpec> listening = new LinkedHashMap<>();
        Map<Object, Map<String, Front>> ready = new LinkedHashMap<>();
        for (FrontSpec spec : fronts) {
            Front front = factory.front(spec.front(), spec.endpoint());
            if (front != null) {
                Object port = spec.port() == 0 ? spec : spec.port();
                listening.putIfAbsent(port, spec);
                ready.computeIfAbsent(port, key -> new LinkedHashMap<>()).putIfAbsent(spec.path(), front);
            }
        }
        if (!factory.problems().isEmpty()) {
            throw new ConfigurationException(String.join(
                    "\n",
                    factory.problems().stream().map(FrontFactory.Problem::line).toList()));
        }
        ready.forEach((port, byPath) -> {
            FrontSpec spec = Objects.requireNonNull(listening.get(port));
            host.listen(spec.address().withHosts(allowedHosts), SharedHost.of(byPath));
        });
    }

    /** Checks that everything could be set up. Takes everything and runs nothing. */
    void rehearse() {
        assemble(new DeploymentHost() {
            @Override
            public LambdaFunction function(FunctionSettings settings) {
                return notRunnable(settings.name(), "it is not running");
            }

            @Override
            public void listen(FrontAddress address, Front front) {
                // The front could be made, which is all that was asked.
            }
        });
    }

    private static LambdaFunction notRunnable(String name, String reason) {
        return LambdaFunction.of(name, event -> new InvocationResult.Failed("Corsac.NotRunnable", reason));
    }

    /** What fronts are made of here. */
    private final class Local implements FrontFactory.Surroundings {

        private final Map<String, LambdaFunction> made;

        Local(Map<String, LambdaFunction> made) {
            this.made = made;
        }

        @Override
        public LambdaFunction function(DeployedFunction function) {
            return Objects.requireNonNullElseGet(
                    made.get(function.id()), () -> notRunnable(function.id(), "nothing says how to run it"));
        }

        @Override
        public Bucket objects(DeployedFront siteOrBucket) {
            for (FrontSpec spec : fronts) {
                if (spec.kind() == siteOrBucket.kind() && spec.name().equals(siteOrBucket.id())) {
                    Bucket objects = spec.objects();
                    return objects == null ? key -> null : objects;
                }
            }
            return key -> null;
        }

        @Override
        public Front distribution(DeployedDistribution distribution, Front front, CloudFrontCache cache) {
            Set<FolderBucket> pages = new LinkedHashSet<>();
            for (DeployedDistribution.Origin origin : distribution.origins()) {
                DeployedFront behind = origin.front();
                for (FrontSpec spec : fronts) {
                    if (spec.front().equals(behind) && spec.objects() instanceof FolderBucket folder) {
                        pages.add(folder);
                    }
                }
            }
            return new FreshDistribution(front, cache, List.copyOf(pages));
        }
    }
}
