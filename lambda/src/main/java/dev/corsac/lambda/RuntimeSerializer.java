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
 * path of every function on a managed Java runtime, beside the client that calls the handler; a function that is run in
 * another way may have to bring it, so this class is not loaded before a typed handler needs it.
 */
final class RuntimeSerializer implements TypedSerializer {

    private final PojoSerializer<Object> serializer;

    private RuntimeSerializer(PojoSerializer<Object> serializer) {
        this.serializer = serializer;
    }

    /** As the runtime chooses it: with what an event class of AWS's needs, or else by the plain mapper. */
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
