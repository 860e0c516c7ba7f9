package dev.corsac.browser;

/**
 * The names of CORS errors in Chromium's DevTools protocol ({@code Network.CorsError}) that a call of a page's script can
 * lead to. {@link #toString} is the protocol's spelling.
 */
public enum CorsError {
    DISALLOWED_BY_MODE("DisallowedByMode"),
    WILDCARD_ORIGIN_NOT_ALLOWED("WildcardOriginNotAllowed"),
    MISSING_ALLOW_ORIGIN_HEADER("MissingAllowOriginHeader"),
    MULTIPLE_ALLOW_ORIGIN_VALUES("MultipleAllowOriginValues"),
    INVALID_ALLOW_ORIGIN_VALUE("InvalidAllowOriginValue"),
    ALLOW_ORIGIN_MISMATCH("AllowOriginMismatch"),
    INVALID_ALLOW_CREDENTIALS("InvalidAllowCredentials"),
    CORS_DISABLED_SCHEME("CorsDisabledScheme"),
    PREFLIGHT_INVALID_STATUS("PreflightInvalidStatus"),
    PREFLIGHT_DISALLOWED_REDIRECT("PreflightDisallowedRedirect"),
    PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED("PreflightWildcardOriginNotAllowed"),
    PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER("PreflightMissingAllowOriginHeader"),
    PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES("PreflightMultipleAllowOriginValues"),
    PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE("PreflightInvalidAllowOriginValue"),
    PREFLIGHT_ALLOW_ORIGIN_MISMATCH("PreflightAllowOriginMismatch"),
    PREFLIGHT_INVALID_ALLOW_CREDENTIALS("PreflightInvalidAllowCredentials"),
    INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE("InvalidAllowMethodsPreflightResponse"),
    INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE("InvalidAllowHeadersPreflightResponse"),
    METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE("MethodDisallowedByPreflightResponse"),
    HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE("HeaderDisallowedByPreflightResponse"),
    REDIRECT_CONTAINS_CREDENTIALS("RedirectContainsCredentials"),
    INSECURE_LOCAL_NETWORK("InsecureLocalNetwork"),
    NO_CORS_REDIRECT_MODE_NOT_FOLLOW("NoCorsRedirectModeNotFollow"),
    LOCAL_NETWORK_ACCESS_PERMISSION_DENIED("LocalNetworkAccessPermissionDenied");

    private final String protocolName;

    CorsError(String protocolName) {
        this.protocolName = protocolName;
    }

    @Override
    public String toString() {
        return protocolName;
    }
}
