package dev.corsac.config;

import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code corsac up} runs: the content of a {@code corsac.yaml}, checked, its paths absolute and its references
 * replaced.
 *
 * @param fronts what listens, by section and in the file's order
 * @param functions the functions, in the file's order
 * @param files the files that were read along with it
 * @param allowedHosts further host names under which every front accepts requests: those of tunnels and the like
 */
public record Configuration(
        List<FrontSpec> fronts, List<FunctionSettings> functions, List<Path> files, List<String> allowedHosts) {

    /** Copies the lists. */
    public Configuration {
        fronts = List.copyOf(fronts);
        functions = List.copyOf(functions);
        files = List.copyOf(files);
        allowedHosts = List.copyOf(allowedHosts);
    }

    /**
     * The same, with more host names under which every front accepts requests.
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
        return new Configuration(fronts, functions, files, all);
    }

    /**
     * Sets all of it up.
     *
     * @throws ConfigurationException with the place in the file, if AWS would refuse a front
     */
    public void assemble(DeploymentHost setup) {
        Map<String, LambdaFunction> made = new LinkedHashMap<>();
        for (FunctionSettings function : functions) {
            made.put(function.name(), setup.function(function));
        }
        FrontParts parts = new FrontParts(made);
        for (FrontSpec spec : fronts) {
            Front front = spec.plan().make(parts);
            parts.add(spec, front);
            setup.listen(spec.address().withHosts(allowedHosts), front);
        }
    }
}
