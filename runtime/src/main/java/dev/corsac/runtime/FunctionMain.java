package dev.corsac.runtime;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.RapidErrorType;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.LambdaErrorConverter;
import com.amazonaws.services.lambda.runtime.api.client.util.ConcurrencyConfig;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The main class of a function's process. Its one argument is the handler, {@code package.Class} or {@code
 * package.Class::method}; the environment variable {@code AWS_LAMBDA_RUNTIME_API} has the address of the Runtime API.
 *
 * <p>The parent process keeps its standard input open. When that closes, the process ends, so that no process outlives its
 * parent, however that ends.
 */
public final class FunctionMain extends AWSLambda {

    private FunctionMain() {}

    /** Runs until the Runtime API or the standard input is gone. */
    public static void main(String[] args) throws Exception {
        String address = System.getenv("AWS_LAMBDA_RUNTIME_API");
        if (args.length != 1 || address == null) {
            System.err.println(
                    "usage: AWS_LAMBDA_RUNTIME_API=HOST:PORT java … " + FunctionMain.class.getName() + " HANDLER");
            System.exit(2);
            return;
        }
        endWithStandardInput();
        useSystemClassLoader();
        RuntimeApiConnection api = new RuntimeApiConnection(address);
        LambdaContextLogger logger = logger();
        useAsContextLogger(logger);
        LambdaRequestHandler handler;
        try {
            handler = load(args[0]);
        } catch (UserFault fault) {
            logger.log(shortened(fault), LogLevel.ERROR);
            api.reportInitError(
                    new LambdaError(LambdaErrorConverter.fromUserFault(fault), RapidErrorType.BadFunctionCode));
            System.exit(1);
            return;
        }
        try {
            startRuntimeLoops(handler, logger, new ConcurrencyConfig(logger), api);
        } catch (IOException gone) {
            endGroup();
            System.exit(0);
        }
    }

    /** Finds the handler as AWS's main class does: a missing handler is reported by each invocation, not here. */
    private static LambdaRequestHandler load(String handler) {
        ClassLoader loader = FunctionMain.class.getClassLoader();
        try {
            LambdaRequestHandler loaded = EventHandlerLoader.loadEventHandler(HandlerInfo.fromString(handler, loader));
            if (loaded instanceof LambdaRequestHandler.UserFaultHandler faulty
                    && Boolean.TRUE.equals(faulty.fault.fatal)) {
                throw faulty.fault;
            }
            return loaded;
        } catch (HandlerInfo.InvalidHandlerException e) {
            return new LambdaRequestHandler.UserFaultHandler(
                    UserFault.makeUserFault("Invalid handler: `" + handler + "'"));
        } catch (ClassNotFoundException e) {
            return LambdaRequestHandler.classNotFound(e, HandlerInfo.className(handler));
        } catch (NoClassDefFoundError e) {
            return LambdaRequestHandler.initErrorHandler(e, HandlerInfo.className(handler));
        } catch (UserFault fault) {
            throw fault;
        } catch (Throwable e) {
            throw UserFault.makeUserFault(e);
        }
    }

    /**
     * Returns the message of each exception in the chain with the place where it was created. The whole trace is logged at
     * the log level DEBUG only: it does not help the user who has mistyped a setting.
     */
    private static String shortened(UserFault fault) {
        String level = System.getenv("AWS_LAMBDA_LOG_LEVEL");
        if (fault.trace == null || "DEBUG".equals(level) || "TRACE".equals(level)) {
            return fault.reportableError();
        }
        StringBuilder text = new StringBuilder();
        boolean wanted = true;
        for (String line : fault.trace.split("\\R", -1)) {
            boolean frame =
                    line.stripLeading().startsWith("at ") || line.stripLeading().startsWith("... ");
            if (!frame || wanted) {
                text.append(line).append('\n');
            }
            wanted = !frame;
        }
        return text.toString();
    }

    /**
     * AWS's main class makes a loader for the function's folder and keeps it in a private field, where the reading of
     * typed events looks for classes such as Joda's. Here the function is on the class path, and a loader that adds
     * nothing to it does the same. The field is the only way in.
     */
    private static void useSystemClassLoader() throws ReflectiveOperationException {
        Field field = AWSLambda.class.getDeclaredField("customerClassLoader");
        field.setAccessible(true);
        field.set(null, new URLClassLoader(new URL[0], FunctionMain.class.getClassLoader()));
    }

    /**
     * Sets the logger that {@code context.getLogger()} returns. AWS's main class sets the private field before it loads the
     * handler; the default logger would print entries without a line end.
     */
    private static void useAsContextLogger(LambdaContextLogger logger) throws ReflectiveOperationException {
        Field field = LambdaRuntime.class.getDeclaredField("logger");
        field.setAccessible(true);
        field.set(null, logger);
    }

    private static LambdaContextLogger logger() {
        boolean json = "JSON".equals(System.getenv("AWS_LAMBDA_LOG_FORMAT"));
        String level = System.getenv("AWS_LAMBDA_LOG_LEVEL");
        return new LambdaContextLogger(
                new LineLogSink(System.out),
                level == null ? LogLevel.UNDEFINED : LogLevel.fromString(level),
                json ? LogFormat.JSON : LogFormat.TEXT);
    }

    /**
     * Ends what this process has started, and with it itself: Corsac makes it the leader of a process group, which then has its
     * number. Where it leads none there is no group of that number, and nothing happens.
     */
    private static synchronized void endGroup() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "kill -s KILL -- \"-$1\"",
                            "corsac",
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Without a shell there are no groups here either.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWithStandardInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever sent; only the end matters.
                        }
                    } catch (IOException e) {
                        // The same as its end.
                    }
                    endGroup();
                    Runtime.getRuntime().halt(0);
                },
                "standard-input");
        watch.setDaemon(true);
        watch.start();
    }
}
