package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.lambda.internal.Thrown;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes stream handlers of typed ones and of methods. A class of its own, so that {@link HandlerLoader} need not load it for a
 * handler that is a stream handler already.
 */
final class TypedHandlers {

    private final HandlerLoader loader;

    TypedHandlers(HandlerLoader loader) {
        this.loader = loader;
    }

    /** Makes one of a class that implements {@link RequestHandler}. */
    RequestStreamHandler ofInterface(Class<?> type) {
        Type[] arguments = types(type);
        return of((RequestHandler<?, ?>) loader.newInstance(type), arguments);
    }

    /** Makes one of an instance. */
    RequestStreamHandler of(RequestHandler<?, ?> instance) {
        return of(instance, types(instance.getClass()));
    }

    private Type[] types(Class<?> type) {
        Type[] arguments = GenericTypes.arguments(type, RequestHandler.class);
        for (Type argument : arguments) {
            if (GenericTypes.isUnknown(argument)) {
                throw loader.problem(
                        "does not declare its types: write a class that implements RequestHandler with concrete types, such as"
                                + " RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>.",
                        null);
            }
        }
        return arguments;
    }

    @SuppressWarnings("unchecked") // the types are those that its class declares, and the serializer keeps to them
    private RequestStreamHandler of(RequestHandler<?, ?> instance, Type[] arguments) {
        RequestHandler<@Nullable Object, @Nullable Object> handler =
                (RequestHandler<@Nullable Object, @Nullable Object>) instance;
        return new TypedHandler(handler::handleRequest, serializer(arguments[0]), serializer(arguments[1]));
    }

    /** Makes one of a public method: the one that Lambda chooses if there are several of that name. */
    RequestStreamHandler ofMethod(Class<?> type, String methodName) {
        List<Method> overloads = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(methodName)) {
                overloads.add(method);
            }
        }
        overloads.sort(TypedHandlers::compare);
        for (Method method : overloads) {
            RequestStreamHandler handler = ofMethod(type, method);
            if (handler != null) {
                return handler;
            }
        }
        throw loader.problem(
                (overloads.isEmpty()
                                ? "has no public method of that name."
                                : "has no method of that name with a signature that Lambda supports.")
                        + " Lambda supports (InputStream, OutputStream, Context), (T, Context), and both with fewer"
                        + " parameters.",
                null);
    }

    /** Sorts the class's own methods before bridges, then more parameters first, where a Context at the end counts twice. */
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

    /** Returns null if the runtime does not support the signature. */
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
        return Modifier.isStatic(method.getModifiers()) ? null : loader.newInstance(type);
    }

    /** Returns null for a result that is void. */
    private @Nullable TypedSerializer serializer(Type type) {
        if (type == void.class || type == Void.class) {
            return null;
        }
        CustomPojoSerializer custom = CustomSerializer.find(loader.loader());
        if (custom != null) {
            return CustomSerializer.of(custom, type);
        }
        try {
            return RuntimeSerializer.of(type, loader.loader());
        } catch (NoClassDefFoundError e) {
            throw loader.problem(
                    "has the type " + type.getTypeName() + ", and there is no serializer for it: "
                            + e.getMessage()
                            + " is not on the class path. Lambda's managed Java runtimes have it; elsewhere,"
                            + " add com.amazonaws:aws-lambda-java-serialization 1.x to the function.",
                    e);
        }
    }
}
