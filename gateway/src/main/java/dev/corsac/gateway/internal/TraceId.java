package dev.corsac.gateway.internal;

import dev.corsac.gateway.RequestMetadata;

/** The id of <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html">X-Ray</a> for a request. */
public final class TraceId {

    /** 96 bits in hexadecimal. */
    private static final int DIGITS = 24;

    private TraceId() {}

    /** Returns {@code 1-5759e988-bd862e3fe1be46a994272793}: a version, the time in seconds and 96 bits. */
    public static String of(RequestMetadata arrival) {
        return append(new StringBuilder(35), arrival).toString();
    }

    /** Returns the id as the root of a trace: {@code Root=1-…}. */
    public static String root(RequestMetadata arrival) {
        return append(new StringBuilder(40).append("Root="), arrival).toString();
    }

    /** Returns the trace as responses of Function URLs have had it since 2025 (reported), its parts those of the root. */
    public static String withLineage(RequestMetadata arrival) {
        String root = root(arrival);
        int id = root.length() - DIGITS;
        return root + ";Parent=" + root.substring(id, id + 16) + ";Sampled=0;Lineage=1:" + root.substring(id + 16)
                + ":0";
    }

    private static StringBuilder append(StringBuilder id, RequestMetadata arrival) {
        id.append("1-")
                .append(Long.toHexString(arrival.time().getEpochSecond()))
                .append('-');
        int end = id.length() + DIGITS;
        String request = arrival.requestId();
        for (int i = 0; i < request.length() && id.length() < end; i++) {
            if (request.charAt(i) != '-') {
                id.append(request.charAt(i));
            }
        }
        while (id.length() < end) {
            id.append('0');
        }
        return id;
    }
}
