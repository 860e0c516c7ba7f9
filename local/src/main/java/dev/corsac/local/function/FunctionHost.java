package dev.corsac.local.function;

import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalListener;
import dev.corsac.local.concurrent.Background;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.runtimeapi.RuntimeServer;
import java.time.Clock;

/**
 * What the functions of a run share.
 *
 * @param build what resolves class paths
 * @param background for what comes later, and for what takes its time: starting and ending processes
 */
public record FunctionHost(
        JavaRuntime runtime,
        AwsClient awsClient,
        ClassArchives archives,
        BuildTools build,
        RuntimeServer server,
        LocalListener listener,
        Background background,
        Clock clock,
        Limits limits) {}
