package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.lambda.internal.Thrown;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
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
        return separator < 0 ? ofInterface(type) : ofMethod(type, name.substring(separator + 2));
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
        Type[] arguments = GenericTypes.arguments(type, RequestHandler.class);
        for (Type argument : arguments) {
            if (GenericTypes.isUnknown(argument)) {
                throw problem(
                        "does not say what it takes and gives: implement RequestHandler with concrete types, such as"
                                + " RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>.",
                        null);
            }
        }
        @SuppressWarnings("unchecked") // the types are those that its class declares, and the serializer keeps to them
        RequestHandler<@Nullable Object, @Nullable Object> handler =
                (RequestHandler<@Nullable Object, @Nullable Object>) newInstance(type);
        return new TypedHandler(handler::handleRequest, serializer(arguments[0]), serializer(arguments[1]));
    }

    private RequestStreamHandler ofMethod(Class<?> type, String methodName) {
        List<Method> overloads = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(methodName)) {
                overloads.add(method);
            }
        }
        overloads.sort(HandlerLoader::compare);
        for (Method method : overloads) {
            RequestStreamHandler handler = ofMethod(type, method);
            if (handler != null) {
                return handler;
            }
        }
        throw problem(
                (overloads.isEmpty() ? "has no public method of that name." : "has no method of that name that fits.")
                        + " Lambda takes (InputStream, OutputStream, Context), (T, Context), and either with fewer"
                        + " parameters.",
                null);
    }

    /** Methods of the class's own before bridges, then more parameters first, where a Context at the end counts double. */
    private static int compare(Method a, Method b) {
        if (a.isBridge() != b.isBridge()) {
            return a.isBridge() ? 1 : -1;
        }
        return Integer.compare(weight(b), weight(a));
    }

    private static int weight(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return types.length + (types.length > 0 && types[types.length - 1] == Context.class ? 1 : 0);
    }

    /** Null if its signature is none of the runtime's. */
    private @Nullable RequestStreamHandler ofMethod(Class<?> type, Method method) {
        List<Class<?>> rest = new ArrayList<>(List.of(method.getParameterTypes()));
        boolean context = !rest.isEmpty() && rest.get(rest.size() - 1) == Context.class;
        if (context) {
            rest.remove(rest.size() - 1);
        }
        boolean output = !rest.isEmpty() && rest.get(rest.size() - 1) == OutputStream.class;
        if (output) {
            rest.remove(rest.size() - 1);
        }
        boolean input = !rest.isEmpty() && rest.get(0) == InputStream.class;
        if (input || (output && rest.isEmpty())) {
            return rest.size() > 1 ? null : streamMethod(type, method, input, output, context);
        }
        if (output || rest.size() > 1 || (!rest.isEmpty() && rest.get(0) == Context.class)) {
            return null;
        }
        boolean typed = !rest.isEmpty();
        Object instance = instanceFor(type, method);
        return new TypedHandler(
                (value, ctx) -> invoke(method, instance, arguments(typed, value, false, null, context, ctx)),
                typed ? serializer(GenericTypes.parameters(type, method)[0]) : null,
                serializer(GenericTypes.result(type, method)));
    }

    private RequestStreamHandler streamMethod(
            Class<?> type, Method method, boolean input, boolean output, boolean context) {
        Object instance = instanceFor(type, method);
        return (in, out, ctx) -> {
            invoke(method, instance, arguments(input, in, output, out, context, ctx));
            if (!output) {
                out.write(TypedHandler.NULL);
            }
        };
    }

    private static @Nullable Object[] arguments(
            boolean input,
            @Nullable Object in,
            boolean output,
            @Nullable Object out,
            boolean context,
            @Nullable Object ctx) {
        List<@Nullable Object> arguments = new ArrayList<>(3);
        if (input) {
            arguments.add(in);
        }
        if (output) {
            arguments.add(out);
        }
        if (context) {
            arguments.add(ctx);
        }
        return arguments.toArray();
    }

    private static @Nullable Object invoke(Method method, @Nullable Object instance, @Nullable Object[] arguments) {
        try {
            return method.invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            throw Thrown.asIs(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object instanceFor(Class<?> type, Method method) {
        return Modifier.isStatic(method.getModifiers()) ? null : newInstance(type);
    }

    private Object newInstance(Class<?> type) {
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

    /** Null for a result that is void. */
    private @Nullable TypedSerializer serializer(Type type) {
        if (type == void.class || type == Void.class) {
            return null;
        }
        CustomPojoSerializer custom = CustomSerializer.find(loader);
        if (custom != null) {
            return CustomSerializer.of(custom, type);
        }
        try {
            return RuntimeSerializer.of(type, loader);
        } catch (NoClassDefFoundError e) {
            throw problem(
                    "takes or gives " + type.getTypeName() + ", and there is nothing to read or write it with: "
                            + e.getMessage()
                            + " is not on the class path. Lambda's managed Java runtimes have it; elsewhere"
                            + " add com.amazonaws:aws-lambda-java-serialization 1.x to the function.",
                    e);
        }
    }

    private HandlerNameException problem(String what, @Nullable Throwable cause) {
        return new HandlerNameException("The handler \"" + name + "\" " + what, cause);
    }
}
