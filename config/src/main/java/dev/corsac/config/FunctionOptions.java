package dev.corsac.config;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line about functions: each applies to all of them and wins over the file.
 *
 * @param client which runtime client Java functions have; null as the file says
 * @param concurrency how many processes each function may have; null as the file says
 * @param initTimeout how long an initialisation may take, in seconds; null as the file says
 * @param debugPort where a debugger can attach to the first Java function, to the others on the ports that follow; null as
 *     the file says
 */
public record FunctionOptions(
        FunctionProgram.@Nullable Client client,
        @Nullable Integer concurrency,
        @Nullable Integer initTimeout,
        @Nullable Integer debugPort) {

    /**
     * Returns the configuration with these options.
     *
     * @throws ConfigurationException if they make no sense for these functions
     */
    public Configuration applied(Configuration configuration) {
        if (concurrency != null && (concurrency < 1 || concurrency > 100)) {
            throw new ConfigurationException("--concurrency " + concurrency + ": it must be a number from 1 to 100");
        }
        if (initTimeout != null && (initTimeout < 1 || initTimeout > 900)) {
            throw new ConfigurationException("--init-timeout " + initTimeout + ": must be a number from 1 to 900");
        }
        List<FunctionSettings> functions = new ArrayList<>();
        Integer port = debugPort;
        for (FunctionSettings spec : configuration.functions()) {
            FunctionProgram program = spec.program();
            Integer debug = spec.debugPort();
            if (program instanceof FunctionProgram.Java java) {
                program = client == null ? java : new FunctionProgram.Java(java.handler(), java.classPath(), client);
                if (port != null) {
                    debug = requirePort(port);
                    port = port + 1;
                }
            }
            functions.add(spec.toBuilder()
                    .program(program)
                    .concurrency(debug != null ? 1 : concurrency != null ? concurrency : spec.concurrency())
                    .debugPort(debug)
                    .initTimeout(initTimeout == null ? spec.initTimeout() : Duration.ofSeconds(initTimeout))
                    .build());
        }
        if (port != null && port.equals(debugPort)) {
            throw new ConfigurationException(
                    "--debug " + debugPort + ": there is no Java function to debug; a command takes its"
                            + " debugger's own option, such as node's --inspect");
        }
        return configuration.with(functions);
    }

    private Integer requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException(
                    "--debug " + debugPort + ": there are the ports 1 to 65535, and each Java function has one");
        }
        return port;
    }
}
