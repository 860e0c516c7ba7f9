package dev.corsac.gateway.internal;

import dev.corsac.gateway.RequestMetadata;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The time of a request as API Gateway writes it, as in access logs. */
public final class LogTime {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private LogTime() {}

    /** Returns {@code 22/Nov/2026:10:00:00 +0000} (recorded), without a formatter: that would cost more than the event. */
    public static String of(RequestMetadata arrival) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(arrival.time().getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(26);
        twoDigits(text, time.getDayOfMonth())
                .append('/')
                .append(MONTHS[time.getMonthValue() - 1])
                .append('/');
        text.append(time.getYear()).append(':');
        twoDigits(text, time.getHour()).append(':');
        twoDigits(text, time.getMinute()).append(':');
        return twoDigits(text, time.getSecond()).append(" +0000").toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
