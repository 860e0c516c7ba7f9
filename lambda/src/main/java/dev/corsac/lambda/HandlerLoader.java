package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.lambda.internal.Thrown;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream handler from every handler that Lambda's Java runtime accepts: {@code package.Class} that implements
 * {@link RequestStreamHandler} or {@link RequestHandler}, or {@code package.Class::method} with any of the runtime's
 * signatures. It chooses among overloads and serializers as the runtime does.
 *
 * <p>It does more in one respect: it resolves the type variables of a method that is inherited from a generic class. The
 * runtime gives such a method a {@code LinkedHashMap} (<a
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
     * Loads a class and creates an instance of it.
     *
     * @param name as in the function's handler setting
     * @throws HandlerNameException if the runtime would not accept it, or there is no serializer for its types
     */
    static RequestStreamHandler load(String name, ClassLoader loader) {
        return new HandlerLoader(name, loader).load();
    }

    /**
     * Makes a stream handler of a typed one, whose types are those that its class declares.
     *
     * @throws HandlerNameException if its class does not declare them, or there is no serializer for them
     */
    static RequestStreamHandler of(RequestHandler<?, ?> handler) {
        ClassLoader ofClass = handler.getClass().getClassLoader();
        return new TypedHandlers(new HandlerLoader(
                        handler.getClass().getName(), ofClass == null ? ClassLoader.getSystemClassLoader() : ofClass))
                .of(handler);
    }

    private RequestStreamHandler load() {
        int separator = name.lastIndexOf("::");
        String className = separator < 0 ? name : name.substring(0, separator);
        if (className.isEmpty() || (separator >= 0 && separator == name.length() - 2)) {
            throw problem("is not a handler. Write package.Class or package.Class::method.", null);
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
                    "does not exist: the class " + className + " was not found. Check the package, the spelling"
                            + " ($ comes before the name of a nested class) and that it is in the deployment package.",
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

    /** Creates an instance of a handler's class. */
    Object newInstance(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw problem("cannot be created: make its class public.", null);
        }
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw problem("cannot be created: give its class a public constructor without parameters.", e);
        }
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            // As it is: Lambda reports it as the reason why the function did not start.
            throw Thrown.asIs(e.getCause() == null ? e : e.getCause());
        } catch (InstantiationException e) {
            throw problem("cannot be created: its class is abstract.", e);
        } catch (IllegalAccessException e) {
            throw problem("cannot be created: make the classes around it public too.", e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** Returns the exception to throw if the handler cannot be created. */
    IllegalArgumentException problem(String what, @Nullable Throwable cause) {
        return HandlerNameException.of("The handler \"" + name + "\" " + what, cause);
    }
}
