package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The serializer of Lambda's own Java runtime, {@code aws-lambda-java-serialization}. Lambda has that library on the class
 * path of every function on a managed Java runtime, together with the client that calls the handler. A function that runs in
 * another way may have to bring it, so this class is loaded only when a typed handler needs it.
 */
final class RuntimeSerializer implements TypedSerializer {

    private final PojoSerializer<Object> serializer;

    private RuntimeSerializer(PojoSerializer<Object> serializer) {
        this.serializer = serializer;
    }

    /** Chooses as the runtime does: a serializer for AWS's event classes, the plain mapper for all others. */
    static TypedSerializer of(Type type, ClassLoader loader) {
        if (type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
            return new RuntimeSerializer(forEvent(event, loader));
        }
        return new RuntimeSerializer(JacksonFactory.getInstance().getSerializer(type));
    }

    @SuppressWarnings("unchecked") // a PojoSerializer<T> is only ever handed a T: its own result, or the handler's
    private static PojoSerializer<Object> forEvent(Class<?> event, ClassLoader loader) {
        return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(event, loader);
    }

    @Override
    public @Nullable Object read(InputStream json) {
        return serializer.fromJson(json);
    }

    @Override
    public void write(@Nullable Object value, OutputStream json) {
        serializer.toJson(value, json);
    }
}
