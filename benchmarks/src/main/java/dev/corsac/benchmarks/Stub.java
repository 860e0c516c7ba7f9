package dev.corsac.benchmarks;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.scaffold.TypeValidation;

/** Makes an object of an abstract class: what an engine asks for is written in Java, the rest of an interface is missing. */
final class Stub {

    private Stub() {}

    static <T> T of(Class<T> type) {
        try {
            return new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .subclass(type)
                    .modifiers(Visibility.PUBLIC)
                    .make()
                    .load(type.getClassLoader(), net.bytebuddy.dynamic.loading.ClassLoadingStrategy.Default.INJECTION)
                    .getLoaded()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
