package dev.corsac.benchmarks.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Random;

/** Events and responses of realistic size. */
public final class Payloads {

    /** The origin of the event. */
    public static final String ORIGIN = "https://shop.example";

    private static final int LARGE = 6_000_000;

    private Payloads() {}

    /** An event of a REST API of some 3 KB, from a browser. */
    public static byte[] event() {
        StringBuilder headers = new StringBuilder();
        StringBuilder lists = new StringBuilder();
        String[][] lines = {
            {"Accept", "application/json, text/plain, */*"},
            {"accept-encoding", "gzip, deflate, br, zstd"},
            {"accept-language", "en-GB,en;q=0.9,de;q=0.8"},
            {"Authorization", "Bearer " + "eyJhbGciOiJSUzI1NiJ9.".repeat(12)},
            {"Host", "abcdefghij.execute-api.eu-central-1.amazonaws.com"},
            {"origin", ORIGIN},
            {"referer", ORIGIN + "/orders?page=2"},
            {"sec-fetch-dest", "empty"},
            {"sec-fetch-mode", "cors"},
            {"sec-fetch-site", "cross-site"},
            {
                "User-Agent",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
            },
            {"X-Amzn-Trace-Id", "Root=1-5e5fe9ad-5bd3a1d5d0b8f0b8f0b8f0b8"},
            {"X-Forwarded-For", "203.0.113.7"},
            {"X-Forwarded-Port", "443"},
            {"X-Forwarded-Proto", "https"}
        };
        for (String[] line : lines) {
            headers.append(headers.isEmpty() ? "" : ",")
                    .append('"')
                    .append(line[0])
                    .append("\":\"")
                    .append(line[1])
                    .append('"');
            lists.append(lists.isEmpty() ? "" : ",")
                    .append('"')
                    .append(line[0])
                    .append("\":[\"")
                    .append(line[1])
                    .append("\"]");
        }
        return ("{\"resource\":\"/{proxy+}\",\"path\":\"/orders\",\"httpMethod\":\"GET\",\"headers\":{" + headers
                        + "},\"multiValueHeaders\":{" + lists
                        + "},\"queryStringParameters\":{\"page\":\"2\"},\"multiValueQueryStringParameters\":{\"page\":[\"2\"]},"
                        + "\"pathParameters\":{\"proxy\":\"orders\"},\"stageVariables\":null,\"requestContext\":{"
                        + "\"resourceId\":\"2gxmpl\",\"resourcePath\":\"/{proxy+}\",\"httpMethod\":\"GET\","
                        + "\"extendedRequestId\":\"JJbxmplHYosFVYQ=\",\"requestTime\":\"10/Mar/2020:00:03:59 +0000\","
                        + "\"path\":\"/prod/orders\",\"accountId\":\"123456789012\",\"protocol\":\"HTTP/1.1\",\"stage\":\"prod\","
                        + "\"domainPrefix\":\"abcdefghij\",\"requestTimeEpoch\":1583798639428,\"requestId\":\"77375676-xmpl-4b79\","
                        + "\"identity\":{\"cognitoIdentityPoolId\":null,\"accountId\":null,\"sourceIp\":\"203.0.113.7\","
                        + "\"userAgent\":\"Mozilla/5.0\",\"user\":null},\"domainName\":\"abcdefghij.execute-api.eu-central-1.amazonaws.com\","
                        + "\"apiId\":\"abcdefghij\"},\"body\":null,\"isBase64Encoded\":false}")
                .getBytes(UTF_8);
    }

    /** Returns a response: {@code 1KB}, or one of 6 MB: {@code plain} text, {@code base64}, or {@code json} whose quotes are escaped. */
    public static byte[] response(String kind) {
        StringBuilder text = new StringBuilder("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"application/json\","
                + "\"Cache-Control\":\"no-store\"},\"isBase64Encoded\":" + kind.equals("base64") + ",\"body\":\"");
        Random random = new Random(1);
        int end = kind.equals("1KB") ? 1000 : LARGE;
        switch (kind) {
            case "plain" -> {
                while (text.length() < end) {
                    text.append("<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>");
                }
            }
            case "base64" -> {
                byte[] bytes = new byte[end / 4 * 3];
                random.nextBytes(bytes);
                text.append(Base64.getEncoder().encodeToString(bytes));
            }
            default -> {
                while (text.length() < end) {
                    text.append("{\\\"id\\\":").append(random.nextInt(100_000)).append(",\\\"name\\\":\\\"");
                    text.append("abcdefghijklmnopqrstuvwxyz".substring(random.nextInt(20)))
                            .append("\\\"},");
                }
            }
        }
        return text.append("\"}").toString().getBytes(UTF_8);
    }
}
