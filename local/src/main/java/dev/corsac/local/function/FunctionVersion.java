package dev.corsac.local.function;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalException;
import dev.corsac.local.machine.FunctionJava;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.watch.FileFingerprint;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function's processes are started from: its settings, and its files as they stood at a moment. Two versions are
 * the same only if they are one object.
 */
final class FunctionVersion {

    final FunctionSettings spec;
    final FileFingerprint stamp;

    /** Whether its initialisation took too long: the next one is begun with an event. Guarded by the function's lock. */
    boolean initOverran;

    FunctionVersion(FunctionSettings spec, FileFingerprint stamp) {
        this.spec = spec;
        this.stamp = stamp;
    }

    /** The files and folders that make it another version when they change. */
    static List<Path> watched(FunctionSettings spec, BuildTools build) {
        if (spec.program() instanceof FunctionProgram.Java java) {
            return build.watched(java.classPath());
        }
        FunctionProgram.Command command = (FunctionProgram.Command) spec.program();
        List<Path> paths = new ArrayList<>(command.watched());
        for (String word : command.command()) {
            // An option or text is not a file of that folder, and is left out; so is a program on the PATH.
            Path file = file(spec.folder(), word);
            if (file != null) {
                paths.add(file);
            }
        }
        return paths;
    }

    private static @Nullable Path file(Path folder, String word) {
        try {
            Path file = folder.resolve(word).normalize();
            // A script that is being replaced is missing for a moment, and is a file nevertheless.
            return Files.isRegularFile(file) || word.startsWith("./") ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Whether a process writes framed log events among the text: AWS's client does when it has a place for them. */
    boolean isFramed() {
        return spec.program() instanceof FunctionProgram.Java java
                && java.client() == FunctionProgram.Client.AWS
                && StartGuard.isSupported();
    }

    /** Returns what is reported of an initialisation that failed. */
    String failure(InvocationResult.Failed failed, FunctionHost host) {
        return InitPolicy.failure(failed, host.runtime().on(spec.javaHome()), FunctionVersion::installed);
    }

    private static @Nullable Path installed(int version) {
        return FunctionJava.atLeast(version, System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The working folder of its processes, which is {@code LAMBDA_TASK_ROOT}: that of an unpacked package, or as the settings
     * have it.
     *
     * @throws LocalException if the package cannot be unpacked
     */
    Path folder(FunctionHost host) throws LocalException {
        Path unpacked = spec.program() instanceof FunctionProgram.Java java
                ? host.build().taskRoot(java.classPath())
                : null;
        return unpacked == null ? spec.folder() : unpacked;
    }

    /**
     * How a process is started.
     *
     * @param command the program and its arguments
     * @param training receives its first response; null if no archive is to be made
     */
    record Start(List<String> command, ClassArchives.@Nullable Training training) {}

    /**
     * Returns how a process is started.
     *
     * @throws LocalException if the class path, handler or command is wrong
     */
    Start start(FunctionHost host) throws LocalException {
        if (spec.program() instanceof FunctionProgram.Java java) {
            List<Path> classPath = host.build().classPath(java.classPath());
            JavaRuntime runtime = host.runtime().on(spec.javaHome());
            String problem = HandlerCheck.problem(
                    java.handler(), classPath, runtime, spec.javaRuntime(), FunctionVersion::installed);
            if (problem != null) {
                throw new LocalException(problem);
            }
            Path library = java.client() == FunctionProgram.Client.AWS
                    ? host.awsClient().library()
                    : null;
            ClassArchives.Start archived = host.archives()
                    .start(runtime, spec, classPath, java.client().name());
            return new Start(
                    StartGuard.around(
                            runtime.with(archived.options()).command(spec, java.handler(), classPath, library),
                            library != null),
                    archived.training());
        }
        FunctionProgram.Command program = (FunctionProgram.Command) spec.program();
        String problem = HandlerCheck.problem(
                program, spec.folder(), spec.environment().getOrDefault("PATH", System.getenv("PATH")));
        if (problem != null) {
            throw new LocalException(problem);
        }
        List<String> command = new ArrayList<>(program.command());
        if (command.get(0).indexOf('/') >= 0) {
            command.set(0, spec.folder().resolve(command.get(0)).normalize().toString());
        }
        return new Start(StartGuard.around(command, true), null);
    }
}
