package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html">custom error
 * response</a>: a page of the distribution's own in the place of an error of the origin's. Immutable.
 *
 * @param errorCode the origin's status
 * @param responsePagePath the page, {@code /index.html}; null to leave the response and only set the time
 * @param responseCode the status that goes with the page; null for the origin's
 * @param errorCachingMinTtl how long the error is kept at least; 10 seconds unless set
 */
public record CloudFrontErrorResponse(
        int errorCode,
        @Nullable String responsePagePath,
        @Nullable Integer responseCode,
        Duration errorCachingMinTtl) {

    /** How long CloudFront keeps an error that nothing is configured for (documented). */
    static final Duration MIN_TTL = Duration.ofSeconds(10);

    private static final Set<Integer> CODES = Set.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    /** @throws DeploymentException if AWS would refuse it (documented) */
    public CloudFrontErrorResponse {
        if (!CODES.contains(errorCode)) {
            throw new DeploymentException(
                    "The parameter ErrorCode is not valid",
                    errorCode + " is not one of 400, 403, 404, 405, 414, 416 and 500 to 504");
        }
        if (responsePagePath != null && !responsePagePath.startsWith("/")) {
            throw new DeploymentException(
                    "The parameter ResponsePagePath must begin with a slash", "\"" + responsePagePath + "\"");
        }
        if (responseCode != null && responsePagePath == null) {
            throw new DeploymentException(
                    "The parameters ResponsePagePath and ResponseCode must both be set or both be left out",
                    "name the page");
        }
        if (responseCode != null && responseCode != 200 && !CODES.contains(responseCode)) {
            throw new DeploymentException(
                    "The parameter ResponseCode is not valid",
                    responseCode + " is not one of 200, 400, 403, 404, 405, 414, 416 and 500 to 504");
        }
    }

    /** Returns that page with that status for that error. */
    public static CloudFrontErrorResponse of(int errorCode, String responsePagePath, int responseCode) {
        return new CloudFrontErrorResponse(errorCode, responsePagePath, responseCode, MIN_TTL);
    }
}
