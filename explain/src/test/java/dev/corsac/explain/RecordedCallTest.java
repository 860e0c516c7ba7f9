package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.http.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedCallTest {

    private static final InputPlace PLACE = new InputPlace("a.har", 3, 5);

    @Test
    void whatever_is_not_set_is_not_known() {
        assertThat(RecordedCall.builder(RecordedCall.Source.HAR, PLACE).build())
                .isEqualTo(new RecordedCall(
                        RecordedCall.Source.HAR,
                        PLACE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Headers.EMPTY,
                        List.of(),
                        List.of(),
                        null,
                        List.of()));
    }

    /** So that a new component cannot be forgotten in the builder. */
    @Test
    void a_builder_that_begins_with_a_call_keeps_all_of_it() {
        RecordedCall call = new RecordedCall(
                RecordedCall.Source.HAR,
                PLACE,
                Engine.FIREFOX,
                Initiator.FETCH,
                "https://shop.example.com",
                "PUT",
                "https://api.example.com/orders",
                CredentialsMode.INCLUDE,
                Headers.of("x-a", "1"),
                List.of(new RecordedExchange(
                        "PUT", "https://api.example.com/orders", Headers.EMPTY, 200, Headers.EMPTY, "")),
                List.of(new SeenCookie("session", null, true)),
                new BrowserError(Engine.FIREFOX, "code", null, null, "", 0, null, List.of()),
                List.of("scheme"));
        assertThat(call).hasNoNullFieldsOrProperties();
        assertThat(call.toBuilder().build()).isEqualTo(call);
        assertThat(call.toBuilder().page("null").build().page()).isEqualTo("null");
    }
}
