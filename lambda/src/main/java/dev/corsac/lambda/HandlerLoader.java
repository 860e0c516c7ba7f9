package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.lambda.internal.Thrown;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream handler of whatever Lambda's Java runtime accepts as a handler: {@code package.Class} that implements
 * {@link RequestStreamHandler} or {@link RequestHandler}, or {@code package.Class::method} with any of the runtime's
 * signatures. Which of several overloads is taken, and which serializer, is the runtime's choice, made again.
 *
 * <p>In one thing it does more: the type variables of a method that is inherited from a generic class are resolved. The
 * runtime hands such a method a {@code LinkedHashMap} (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">handler in Java</a>).
 */
final class HandlerLoader {

    private final String name;
    private final ClassLoader loader;

    private HandlerLoader(String name, ClassLoader loader) {
        this.name = name;
        this.loader = loader;
    }

    /**
     * Loads a class and makes an instance of it.
     *
     * @param name as in the function's handler setting
     * @throws HandlerNameException if the runtime would not accept it either, or there is no serializer for its types
     */
    static RequestStreamHandler load(String name, ClassLoader loader) {
        return new HandlerLoader(name, loader).load();
    }

    private RequestStreamHandler load() {
        int separator = name.lastIndexOf("::");
        String className = separator < 0 ? name : name.substring(0, separator);
        if (className.isEmpty() || separator == name.length() - 2) {
            throw problem("is no handler. It is written package.Class or package.Class::method.", null);
        }
        Class<?> type = loadClass(className);
        if (CorsStreamHandler.class.isAssignableFrom(type)) {
            throw problem(
                    "has a policy around it already: set the function's own handler to it, without "
                            + CorsHandler.class.getName() + " in between.",
                    null);
        }
        return separator < 0
                ? ofInterface(type)
                : new TypedHandlers(this).ofMethod(type, name.substring(separator + 2));
    }

    private Class<?> loadClass(String className) {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            throw problem(
                    "is no class of this function: " + className + " was not found. Check the package, the spelling"
                            + " ($ stands before a nested class) and that it is in the deployment package.",
                    e);
        } catch (LinkageError e) {
            throw problem("could not be loaded: " + e, e);
        }
    }

    private RequestStreamHandler ofInterface(Class<?> type) {
        if (RequestStreamHandler.class.isAssignableFrom(type)) {
            return (RequestStreamHandler) newInstance(type);
        }
        if (!RequestHandler.class.isAssignableFrom(type)) {
            throw problem(
                    "implements neither RequestHandler nor RequestStreamHandler. If it needs no interface, name the"
                            + " method too: " + name + "::handleRequest.",
                    null);
        }
        return new TypedHandlers(this).ofInterface(type);
    }

    /** An instance of a handler's class. */
    Object newInstance(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw problem("cannot be made: its class must be public.", null);
        }
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw problem("cannot be made: its class needs a public constructor without parameters.", e);
        }
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            // As it is: Lambda reports it as the reason why the function did not start.
            throw Thrown.asIs(e.getCause() == null ? e : e.getCause());
        } catch (InstantiationException e) {
            throw problem("cannot be made: its class is abstract.", e);
        } catch (IllegalAccessException e) {
            throw problem("cannot be made: the classes around it must be public too.", e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** What to throw if the handler cannot be had. */
    IllegalArgumentException problem(String what, @Nullable Throwable cause) {
        return HandlerNameException.of("The handler \"" + name + "\" " + what, cause);
    }
}
