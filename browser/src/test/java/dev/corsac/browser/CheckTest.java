package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {

    /** Programs compare these: a line may be added, none changed. */
    private static final List<String> PROMISED = List.of(
            "forbidden-method",
            "no-cors-method",
            "body-of-get",
            "mixed-content",
            "same-origin-mode",
            "no-cors-redirect-mode",
            "scheme",
            "connection",
            "allow-origin-missing",
            "allow-origin-wildcard",
            "allow-origin-multiple",
            "allow-origin-invalid",
            "allow-origin-mismatch",
            "allow-credentials",
            "preflight-redirect",
            "preflight-status",
            "allow-methods-syntax",
            "allow-headers-syntax",
            "method",
            "headers",
            "redirect-mode",
            "redirect-location",
            "redirect-scheme",
            "redirect-count",
            "redirect-credentials");

    @Test
    void codes_are_never_renamed() {
        List<String> codes = new ArrayList<>();
        for (Check check : Check.values()) {
            codes.add(check.code());
        }
        assertThat(codes).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(PROMISED);
    }

    @ParameterizedTest
    @EnumSource
    void a_check_is_found_by_its_code(Check check) {
        assertThat(Check.of(check.code())).isEqualTo(check);
        assertThat(check.code()).matches("[a-z]+(-[a-z]+)*");
    }

    @ParameterizedTest
    @CsvSource({
        "MissingAllowOriginHeader, allow-origin-missing",
        "PreflightMissingAllowOriginHeader, allow-origin-missing",
        "HeaderDisallowedByPreflightResponse, headers",
        "PreflightInvalidStatus, preflight-status",
        "CorsDisabledScheme, scheme",
    })
    void chromiums_name_is_an_alias(String name, String code) {
        Check check = Check.of(name);
        assertThat(check == null ? null : check.code()).isEqualTo(code);
    }

    @Test
    void another_name_is_not_a_check() {
        assertThat(Check.of("ALLOW_ORIGIN_MISSING")).isNull();
        assertThat(Check.of("")).isNull();
    }

    @Test
    void every_name_of_chromium_belongs_to_one_check_but_those_of_local_network_access() {
        Set<CorsError> named =
                EnumSet.of(CorsError.INSECURE_LOCAL_NETWORK, CorsError.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED);
        for (CorsError error : CorsError.values()) {
            if (Check.of(error.toString()) != null) {
                assertThat(named.add(error)).as(error.toString()).isTrue();
            }
        }
        assertThat(named).containsExactlyInAnyOrder(CorsError.values());
    }
}
