package dev.corsac.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.lambda.JsonTree.Member;
import dev.corsac.lambda.JsonTree.Obj;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The metadata has the keys that native-image reads, and what it names is there. Whether it is enough only native-image tells. */
class NativeImageMetadataTest {

    private static final String FOLDER = "/META-INF/native-image/dev.corsac/corsac-lambda/";

    @Test
    void both_forms_name_the_same_and_all_of_it_exists() throws Exception {
        Obj file = (Obj) Objects.requireNonNull(read("reachability-metadata.json"));
        assertThat(file.members()).extracting(Member::name).containsExactly("reflection");
        List<String> now = methods((List<?>) Objects.requireNonNull(file.get("reflection")), "type");
        List<String> before = methods((List<?>) Objects.requireNonNull(read("reflect-config.json")), "name");
        assertThat(now).isEqualTo(before).contains("dev.corsac.lambda.CorsHandler.<init>()");
    }

    private static List<String> methods(List<?> entries, String typeKey) throws Exception {
        List<String> found = new ArrayList<>();
        for (Object entry : entries) {
            Obj type = (Obj) entry;
            assertThat(type.members()).extracting(Member::name).containsExactly(typeKey, "methods");
            Class<?> declaring = Class.forName((String) type.get(typeKey));
            for (Object each : (List<?>) Objects.requireNonNull(type.get("methods"))) {
                Obj method = (Obj) each;
                assertThat(method.members()).extracting(Member::name).containsExactly("name", "parameterTypes");
                List<Class<?>> parameters = new ArrayList<>();
                for (Object parameter : (List<?>) Objects.requireNonNull(method.get("parameterTypes"))) {
                    parameters.add(Class.forName((String) parameter));
                }
                Class<?>[] types = parameters.toArray(new Class<?>[0]);
                // Declared, since native-image looks for no inherited one.
                if ("<init>".equals(method.get("name"))) {
                    assertThat(declaring.getDeclaredConstructor(types)).isNotNull();
                    found.add(declaring.getName() + ".<init>()");
                } else {
                    found.add(declaring
                            .getDeclaredMethod((String) method.get("name"), types)
                            .toString());
                }
            }
        }
        return found;
    }

    private static @Nullable Object read(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(NativeImageMetadataTest.class.getResourceAsStream(FOLDER + name))) {
            return JsonTree.parse(in.readAllBytes());
        }
    }
}
