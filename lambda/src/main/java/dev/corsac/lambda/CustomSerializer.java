package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The serializer that the function itself provides, as a service of type {@link CustomPojoSerializer}. */
final class CustomSerializer implements TypedSerializer {

    private final CustomPojoSerializer custom;
    private final Type type;

    private CustomSerializer(CustomPojoSerializer custom, Type type) {
        this.custom = custom;
        this.type = type;
    }

    /** Returns the one that {@code loader} finds; null if there is none. */
    static @Nullable CustomPojoSerializer find(ClassLoader loader) {
        Iterator<CustomPojoSerializer> found =
                ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
        if (!found.hasNext()) {
            return null;
        }
        CustomPojoSerializer custom = found.next();
        if (found.hasNext()) {
            throw HandlerNameException.of(
                    "There is more than one CustomPojoSerializer: "
                            + custom.getClass().getName() + " and "
                            + found.next().getClass().getName()
                            + ". Lambda supports only one: remove the others from META-INF/services.",
                    null);
        }
        return custom;
    }

    static TypedSerializer of(CustomPojoSerializer custom, Type type) {
        return new CustomSerializer(custom, type);
    }

    @Override
    public @Nullable Object read(InputStream json) {
        return custom.<Object>fromJson(json, type);
    }

    @Override
    public void write(@Nullable Object value, OutputStream json) {
        custom.toJson(value, json, type);
    }
}
