package dev.corsac.lambda;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Resolves type variables, as seen from a class that extends or implements the type that declares them. */
final class GenericTypes {

    private GenericTypes() {}

    /** Returns the type arguments with which {@code type} implements the generic {@code target}; its own variables if it is raw. */
    static Type[] arguments(Class<?> type, Class<?> target) {
        Map<TypeVariable<?>, Type> bindings = bindings(type);
        TypeVariable<?>[] variables = target.getTypeParameters();
        Type[] arguments = new Type[variables.length];
        for (int i = 0; i < variables.length; i++) {
            arguments[i] = resolve(variables[i], bindings);
        }
        return arguments;
    }

    /** Returns the parameter types of a method that {@code type} has or inherits. */
    static Type[] parameters(Class<?> type, Method method) {
        return resolveAll(method.getGenericParameterTypes(), bindings(type));
    }

    /** Returns the result type of a method that {@code type} has or inherits. */
    static Type result(Class<?> type, Method method) {
        return resolve(method.getGenericReturnType(), bindings(type));
    }

    /** Whether nothing is known about a type: a variable without a bound. */
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

    /**
     * Returns the type with every variable in it replaced: {@code List<T>} with the {@code T} that a subclass gave. A variable
     * that has no type becomes its bound, or stays if it has none.
     */
    private static Type resolve(Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof TypeVariable<?> variable) {
            Type bound = bindings.get(variable);
            if (bound != null) {
                return resolve(bound, bindings);
            }
            Type limit = variable.getBounds()[0];
            // Not resolved further: a bound may refer to its own variable, as in T extends Comparable<T>.
            return limit == Object.class ? variable : limit;
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            Type[] resolved = resolveAll(arguments, bindings);
            return Arrays.equals(arguments, resolved)
                    ? type
                    : new Parameterized(parameterized.getRawType(), parameterized.getOwnerType(), resolved);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType(), bindings);
            if (component instanceof Class<?> known) {
                return Array.newInstance(known, 0).getClass();
            }
            return component.equals(array.getGenericComponentType()) ? type : new ArrayOf(component);
        }
        if (type instanceof WildcardType wildcard) {
            Type upper = wildcard.getUpperBounds()[0];
            Type resolved = resolve(upper, bindings);
            return resolved.equals(upper) ? type : resolved; // JSON has no use for the difference
        }
        return type;
    }

    private static Type[] resolveAll(Type[] types, Map<TypeVariable<?>, Type> bindings) {
        Type[] resolved = types.clone();
        for (int i = 0; i < resolved.length; i++) {
            resolved[i] = resolve(resolved[i], bindings);
        }
        return resolved;
    }

    /** A parameterized type that no class file has; equal to the JDK's own of the same parts. */
    private static final class Parameterized implements ParameterizedType {

        private final Type raw;
        private final @Nullable Type owner;
        private final Type[] arguments;

        Parameterized(Type raw, @Nullable Type owner, Type[] arguments) {
            this.raw = raw;
            this.owner = owner;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && raw.equals(that.getRawType())
                    && Objects.equals(owner, that.getOwnerType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(raw.getTypeName()).append('<');
            for (int i = 0; i < arguments.length; i++) {
                text.append(i == 0 ? "" : ", ").append(arguments[i].getTypeName());
            }
            return text.append('>').toString();
        }
    }

    /** An array of a generic type that no class file has; equal to the JDK's own of the same type. */
    private record ArrayOf(Type component) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GenericArrayType that && component.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return component.hashCode();
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }
}
