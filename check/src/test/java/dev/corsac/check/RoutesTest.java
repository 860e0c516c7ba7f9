package dev.corsac.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How specific a route's path is for a request's. */
class RoutesTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "/orders | /orders | 1202",
                "/orders | /orders/ | 0",
                "/orders/ | /orders | 0",
                "/orders/{id} | /orders/1 | 1212",
                "/orders/{id} | /orders/ | 1212",
                "/orders/{id} | /orders | 0",
                "/orders/{id} | /orders/1/lines | 0",
                "/{proxy+} | /orders | 103",
                "/{proxy+} | / | 103",
                "/orders/{proxy+} | /orders/1/lines | 204",
                "/orders/{proxy+} | /orders | 0",
                "'' | /orders | 1",
                "/{ | /{ | 1202",
                "/{} | /a | 1112",
            },
            delimiter = '|')
    void ranks(String pattern, String path, int rank) {
        assertThat(Routes.rank(pattern, path)).isEqualTo(rank);
    }

    @Test
    @Tag("random")
    void ranksAsPathsThatAreSplit() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> parts = List.of("/", "/", "a", "b", "{", "}", "{x}", "{x+}", "{+}", "+");
        for (int i = 0; i < 200_000; i++) {
            String pattern = made(random, parts);
            String path = made(random, parts);
            assertThat(Routes.rank(pattern, path))
                    .as("seed %d: %s for %s", seed, pattern, path)
                    .isEqualTo(splitRank(pattern, path));
        }
    }

    private static String made(Random random, List<String> parts) {
        List<String> made = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            made.add(parts.get(random.nextInt(parts.size())));
        }
        return String.join("", made);
    }

    /** The plain way. */
    private static int splitRank(String pattern, String path) {
        if (pattern.isEmpty()) {
            return 1;
        }
        String[] wanted = pattern.split("/", -1);
        String[] given = path.split("/", -1);
        int rank = 2;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && wanted[i].endsWith("+}")) {
                return i < given.length ? rank + i : 0;
            }
            boolean variable = wanted[i].startsWith("{") && wanted[i].endsWith("}");
            if (i >= given.length || !(variable || wanted[i].equals(given[i]))) {
                return 0;
            }
            rank += variable ? 10 : 100;
        }
        return wanted.length == given.length ? rank + 1_000 : 0;
    }
}
