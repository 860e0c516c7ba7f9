package dev.corsac.explain.page;

import dev.corsac.explain.*;
import java.util.*;
import org.teavm.jso.JSExport;

public final class ExplainerScript {
    @JSExport
    public static String explain(String text) {
        ReadResult r = PasteReader.read("-", text, t -> { throw new IllegalArgumentException("x"); });
        if (!r.problem().isEmpty()) return r.problem();
        List<Diagnosis> d = new ArrayList<>();
        for (RecordedCall c : r.calls()) d.add(Explainer.explain(c, h -> h));
        return DiagnosisJson.of(d) + DiagnosisText.of(d, false, true) + DiagnosisHtml.of(d);
    }
    public static void main(String[] args) {}
}
