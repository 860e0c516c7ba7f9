package dev.corsac.lambda;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What type variables stand for, as seen from a class that extends or implements their declarer. */
final class GenericTypes {

    private GenericTypes() {}

    /** The type arguments with which {@code type} implements the generic {@code target}; its own variables if it is raw. */
    static Type[] arguments(Class<?> type, Class<?> target) {
        Map<TypeVariable<?>, Type> bindings = bindings(type);
        TypeVariable<?>[] variables = target.getTypeParameters();
        Type[] arguments = new Type[variables.length];
        for (int i = 0; i < variables.length; i++) {
            arguments[i] = resolve(variables[i], bindings);
        }
        return arguments;
    }

    /** The parameter types of a method that {@code type} has or inherits. */
    static Type[] parameters(Class<?> type, Method method) {
        Map<TypeVariable<?>, Type> bindings = bindings(type);
        Type[] parameters = method.getGenericParameterTypes();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = resolve(parameters[i], bindings);
        }
        return parameters;
    }

    /** The result type of a method that {@code type} has or inherits. */
    static Type result(Class<?> type, Method method) {
        return resolve(method.getGenericReturnType(), bindings(type));
    }

    /** Whether nothing is known of a type: a variable without a bound. */
    static boolean isUnknown(Type type) {
        return type instanceof TypeVariable<?>;
    }

    private static Map<TypeVariable<?>, Type> bindings(Class<?> type) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        bind(type, bindings);
        return bindings;
    }

    private static void bind(@Nullable Type type, Map<TypeVariable<?>, Type> bindings) {
        Class<?> raw;
        if (type instanceof ParameterizedType parameterized) {
            raw = (Class<?>) parameterized.getRawType();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.putIfAbsent(variables[i], parameterized.getActualTypeArguments()[i]);
            }
        } else if (type instanceof Class<?> plain) {
            raw = plain;
        } else {
            return;
        }
        bind(raw.getGenericSuperclass(), bindings);
        for (Type implemented : raw.getGenericInterfaces()) {
            bind(implemented, bindings);
        }
    }

    /** A variable's type, or else its bound, or else the variable. */
    private static Type resolve(Type type, Map<TypeVariable<?>, Type> bindings) {
        Type resolved = type;
        while (resolved instanceof TypeVariable<?> variable) {
            Type next = bindings.get(variable);
            if (next == null) {
                Type bound = variable.getBounds()[0];
                return bound == Object.class ? variable : bound;
            }
            resolved = next;
        }
        return resolved;
    }
}
