package dev.corsac.deployment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function to run.
 *
 * @param name the function's name, as logs and {@code AWS_LAMBDA_FUNCTION_NAME} have it
 * @param program what its processes run
 * @param folder the working folder of its processes, {@code LAMBDA_TASK_ROOT}
 * @param environment the function's environment variables; of Corsac's own it inherits none but what a program needs to
 *     start and AWS credentials
 * @param memory in MB; the bound of a Java program's heap, and what the environment of any program has
 * @param timeout how long an invocation may take before the process is ended
 * @param concurrency how many processes it may have at once, each of which takes one event at a time
 * @param debugPort where a debugger of Java can attach, on the loopback interface; null for none
 * @param javaHome the Java that runs the processes of a Java function; null for the one of the whole run
 * @param javaRuntime the version of Java that the function's Lambda runtime has, 21 of {@code java21}; null if none is named
 * @param initTimeout how long an initialisation may take before the first event; null for Lambda's own bound
 */
public record FunctionSettings(
        String name,
        FunctionProgram program,
        Path folder,
        Map<String, String> environment,
        int memory,
        Duration timeout,
        int concurrency,
        @Nullable Integer debugPort,
        @Nullable JavaHome javaHome,
        @Nullable Integer javaRuntime,
        @Nullable Duration initTimeout) {

    /** How many processes a function may have unless its user says otherwise. */
    public static final int CONCURRENCY = 4;

    /**
     * Copies the environment.
     *
     * @throws IllegalArgumentException if a debugger is to attach to a program other than Java, or to one that may have more
     *     than one process; if a Java is named for another program; or if there is to be no process at all
     */
    public FunctionSettings {
        environment = Map.copyOf(environment);
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrency is " + concurrency + ": a function has one process or more");
        }
        if (debugPort != null && !(program instanceof FunctionProgram.Java)) {
            throw new IllegalArgumentException("a debug port is for Java: a command takes its debugger's own option,"
                    + " such as node's --inspect");
        }
        if (javaHome != null && !(program instanceof FunctionProgram.Java)) {
            throw new IllegalArgumentException("a Java home is for Java: a command names its own program");
        }
        if (debugPort != null && concurrency != 1) {
            throw new IllegalArgumentException(
                    "with a debug port a function has one process; concurrency is " + concurrency);
        }
    }

    /**
     * Returns a builder of the settings of a function with Lambda's own memory and timeout, an empty environment and the run's own
     * Java.
     *
     * @param folder the working folder of its processes
     */
    public static Builder builder(String name, FunctionProgram program, Path folder) {
        return new Builder(name, program, folder);
    }

    /** Returns a builder with all of these settings, to change some of them. */
    public Builder toBuilder() {
        return new Builder(name, program, folder)
                .environment(environment)
                .memory(memory)
                .timeout(timeout)
                .concurrency(concurrency)
                .debugPort(debugPort)
                .javaHome(javaHome)
                .javaRuntime(javaRuntime)
                .initTimeout(initTimeout);
    }

    /** Builds {@link FunctionSettings}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Path folder;
        private FunctionProgram program;
        private Map<String, String> environment = Map.of();
        private int memory = 128;
        private Duration timeout = Duration.ofSeconds(3);
        private int concurrency = CONCURRENCY;
        private @Nullable Integer debugPort;
        private @Nullable JavaHome javaHome;
        private @Nullable Integer javaRuntime;
        private @Nullable Duration initTimeout;

        private Builder(String name, FunctionProgram program, Path folder) {
            this.name = name;
            this.program = program;
            this.folder = folder;
        }

        /** Sets what the function's processes run. */
        public Builder program(FunctionProgram program) {
            this.program = program;
            return this;
        }

        /** Sets the function's environment variables. */
        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        /** Sets the memory in MB: 128 unless set. */
        public Builder memory(int memory) {
            this.memory = memory;
            return this;
        }

        /** Sets how long an invocation may take: three seconds unless set. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** Sets how many processes the function may have at once: {@link #CONCURRENCY} unless set. */
        public Builder concurrency(int concurrency) {
            this.concurrency = concurrency;
            return this;
        }

        /** Sets the port on the loopback interface at which a Java debugger can attach; null for no debugger. */
        public Builder debugPort(@Nullable Integer debugPort) {
            this.debugPort = debugPort;
            return this;
        }

        /** Sets the Java that runs the function's processes; null for the one of the whole run. */
        public Builder javaHome(@Nullable JavaHome javaHome) {
            this.javaHome = javaHome;
            return this;
        }

        /** Sets the version of Java that the function's Lambda runtime has; null if none is named. */
        public Builder javaRuntime(@Nullable Integer javaRuntime) {
            this.javaRuntime = javaRuntime;
            return this;
        }

        /** Sets how long an initialisation may take before the first event; null for Lambda's own bound. */
        public Builder initTimeout(@Nullable Duration initTimeout) {
            this.initTimeout = initTimeout;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @throws IllegalArgumentException as the constructor
         */
        public FunctionSettings build() {
            return new FunctionSettings(
                    name,
                    program,
                    folder,
                    environment,
                    memory,
                    timeout,
                    concurrency,
                    debugPort,
                    javaHome,
                    javaRuntime,
                    initTimeout);
        }
    }

    /** That of the name, which no two functions share: a record's own links a method for each type that it reaches. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
