package dev.corsac.local.function;

import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalListener;
import dev.corsac.local.runtimeapi.RuntimeServer;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the functions of a run share.
 *
 * @param timer for what comes later; its tasks are short
 * @param work for what takes its time: starting and ending processes
 */
public record FunctionHost(
        JavaRuntime runtime,
        AwsClient awsClient,
        RuntimeServer server,
        LocalListener listener,
        ScheduledExecutorService timer,
        ExecutorService work,
        Clock clock,
        Limits limits) {}
