package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Handlers of every form, each of which returns a word that names the method that was called. */
public final class Handlers {

    private Handlers() {}

    private static void say(OutputStream out, String word) throws IOException {
        out.write(('"' + word + '"').getBytes(StandardCharsets.UTF_8));
    }

    public static class Streams implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            say(out, "stream");
        }
    }

    public static class Both extends Streams implements RequestHandler<Map<String, Object>, String> {
        @Override
        public String handleRequest(Map<String, Object> event, Context context) {
            return "typed";
        }
    }

    public static class Typed implements RequestHandler<Map<String, Object>, String> {
        @Override
        public String handleRequest(Map<String, Object> event, Context context) {
            return "typed " + event.get("a");
        }
    }

    public static class Bean {
        private String a = "";

        public String getA() {
            return a;
        }

        public void setA(String a) {
            this.a = a;
        }
    }

    public abstract static class Generic<I, O> implements RequestHandler<I, O> {
        protected abstract O result(I input);

        @Override
        public O handleRequest(I input, Context context) {
            return result(input);
        }
    }

    public abstract static class HalfGeneric<X> extends Generic<X, String> {}

    /** Which Lambda's runtime calls with a map if the method is named, and then fails. */
    public static class OfGeneric extends HalfGeneric<Bean> {
        @Override
        protected String result(Bean input) {
            return "bean " + input.getA();
        }
    }

    public static class Bounded<T extends Bean> implements RequestHandler<T, String> {
        @Override
        public String handleRequest(T input, Context context) {
            return "bounded " + input.getA();
        }
    }

    @SuppressWarnings("rawtypes")
    public static class Raw implements RequestHandler {
        @Override
        public Object handleRequest(Object input, Context context) {
            return "raw";
        }
    }

    public static class NoInterface {
        public String typed(Bean bean) {
            return "typed " + bean.getA();
        }

        public String typedWithContext(Bean bean, Context context) {
            return "typed " + bean.getA() + " " + (context != null);
        }

        public static List<String> ofClass(Map<String, String> map) {
            return List.of(String.valueOf(map.get("a")));
        }

        public String none() {
            return "none";
        }

        public String context(Context context) {
            return "context";
        }

        public void nothing(Bean bean) {}

        public void streams(InputStream in, OutputStream out) throws IOException {
            say(out, "streams");
        }

        public void in(InputStream in) {}

        public void out(OutputStream out) throws IOException {
            say(out, "out");
        }

        public void outWithContext(OutputStream out, Context context) throws IOException {
            say(out, "out " + (context != null));
        }

        public void inWithContext(InputStream in, Context context) {}

        public String overloaded(Map<String, Object> map) {
            return "(Map)";
        }

        public void overloaded(InputStream in, OutputStream out) throws IOException {
            say(out, "(InputStream, OutputStream)");
        }

        public String overloaded(Map<String, Object> map, Context context) {
            return "(Map, Context)";
        }

        public String odd(String a, String b) {
            return "odd";
        }

        public String odd(Context context, String b) {
            return "odd";
        }

        public String odd(String a, String b, String c, String d) {
            return "odd";
        }

        public String fails(Bean bean) throws IOException {
            throw new IOException("disk full");
        }

        String hidden() {
            return "hidden";
        }
    }

    public static class Plain implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            return Map.of("statusCode", 200, "body", "typed");
        }
    }

    public static class PrivateConstructor implements RequestStreamHandler {
        private PrivateConstructor() {}

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) {}
    }

    public static class Failing implements RequestStreamHandler {
        public Failing() {
            throw new IllegalStateException("no database");
        }

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) {}
    }

    static class Hidden implements RequestStreamHandler {
        public Hidden() {}

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) {}
    }

    public abstract static class Abstract implements RequestStreamHandler {}

    /** Of a generic list. */
    public abstract static class Batches<T> implements RequestHandler<List<T>, String> {
        @Override
        public String handleRequest(List<T> input, Context context) {
            return input.get(0).getClass().getSimpleName() + " " + input.size();
        }
    }

    /** Whose elements are beans. */
    public static class OfBeans extends Batches<Bean> {}
}
