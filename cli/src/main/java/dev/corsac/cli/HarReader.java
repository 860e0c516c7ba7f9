package dev.corsac.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.browser.Engine;
import dev.corsac.config.Json;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a <a href="http://www.softwareishard.com/blog/har-12-spec/">HAR</a> file as a stream, leaving bodies out, so that
 * its size does not matter.
 */
final class HarReader {

    /** Header names that only HTTP/2 has, in Chrome's and Safari's files. */
    private static final char PSEUDO = ':';

    private @Nullable Engine engine;
    private boolean isHar;
    private final List<RecordedExchange> entries = new ArrayList<>();

    private HarReader() {}

    /**
     * A file's content.
     *
     * @param engine whose developer tools wrote it; null if it does not say
     */
    record Har(@Nullable Engine engine, List<RecordedExchange> entries) {}

    /** @throws Failure if this is no HAR, or ends too early */
    static Har read(InputStream in, String name) throws IOException {
        HarReader reader = new HarReader();
        try (JsonParser parser = Json.FACTORY.createParser(in)) {
            reader.file(parser);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    name + " is broken off or no JSON, in line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                            + ": save the HAR file again, with the Network panel's \"Export HAR\" or \"Save all as"
                            + " HAR\"",
                    e);
        }
        if (!reader.isHar) {
            throw new Failure(name + " is JSON, but no HAR: there is no \"log\" with \"entries\". Save one with the"
                    + " Network panel's \"Export HAR\" or \"Save all as HAR\"");
        }
        return new Har(reader.engine, reader.entries);
    }

    private void file(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean log = parser.currentName().equals("log");
            parser.nextToken();
            if (log && parser.currentToken() == JsonToken.START_OBJECT) {
                log(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void log(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            if (field.equals("entries") && token == JsonToken.START_ARRAY) {
                isHar = true;
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    entry(parser);
                }
            } else if ((field.equals("creator") || field.equals("browser")) && token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean name = parser.currentName().equals("name");
                    parser.nextToken();
                    if (name && parser.currentToken() == JsonToken.VALUE_STRING) {
                        recognise(parser.getText().toLowerCase(Locale.ROOT));
                    }
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void recognise(String name) {
        if (name.contains("firefox")) {
            engine = Engine.FIREFOX;
        } else if (name.contains("webkit") || name.contains("safari")) {
            engine = Engine.WEBKIT;
        } else if (name.contains("webinspector") || name.contains("chrom") || name.contains("edge")) {
            engine = Engine.CHROMIUM;
        }
    }

    private void entry(JsonParser parser) throws IOException {
        String method = "";
        String url = "";
        Headers requestHeaders = Headers.EMPTY;
        int status = 0;
        Headers responseHeaders = Headers.EMPTY;
        String error = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean request = field.equals("request");
            if ((request || field.equals("response")) && token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals("headers") && value == JsonToken.START_ARRAY) {
                        Headers headers = headers(parser);
                        if (request) {
                            requestHeaders = headers;
                        } else {
                            responseHeaders = headers;
                        }
                    } else if (request && name.equals("method") && value == JsonToken.VALUE_STRING) {
                        method = parser.getText();
                    } else if (request && name.equals("url") && value == JsonToken.VALUE_STRING) {
                        url = parser.getText();
                    } else if (!request && name.equals("status") && value == JsonToken.VALUE_NUMBER_INT) {
                        status = parser.getIntValue();
                    } else if (name.equals("_error") && value == JsonToken.VALUE_STRING) {
                        error = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
        entries.add(new RecordedExchange(method, url, requestHeaders, status, responseHeaders, error));
    }

    private static Headers headers(JsonParser parser) throws IOException {
        List<Header> lines = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            String value = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("name") && token == JsonToken.VALUE_STRING) {
                    name = parser.getText();
                } else if (field.equals("value") && token == JsonToken.VALUE_STRING) {
                    value = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            if (!name.isEmpty() && name.charAt(0) != PSEUDO && Header.isToken(name)) {
                // Chrome writes repeated lines as one with line feeds.
                for (String line : value.split("\n", -1)) {
                    lines.add(new Header(name, line.replace("\r", "").replace("\0", "")));
                }
            }
        }
        return Headers.of(lines);
    }
}
