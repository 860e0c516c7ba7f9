package dev.corsac.explain;

import java.util.Locale;
import java.util.Set;

/** The names whose values are secrets, of headers, cookies, query parameters and fields: the one list of them. */
final class SecretNames {

    /** A name is secret if, in lower case and without {@code - _ . :} and blanks, it contains one of these. */
    private static final String[] PARTS = {
        "auth",
        "cookie",
        "token",
        "secret",
        "passw",
        "passphrase",
        "passcode",
        "passwd",
        "pwd",
        "session",
        "signature",
        "credential",
        "apikey",
        "accesskey",
        "privatekey",
        "secretkey",
        "signingkey",
        "encryptionkey",
        "subscriptionkey",
        "functionskey",
        "private",
        "csrf",
        "xsrf",
        "jwt",
        "assertion",
        "samlresponse",
        "samlrequest",
        "relaystate",
        "wresult",
        "securitycode",
        "cardnumber",
        "creditcard",
        "xamzsecurity",
        "bearer",
        "codeverifier",
        "codechallenge",
        "clientassertion",
        "recoverycode",
        "backupcode",
        "mnemonic",
        "seedphrase"
    };

    /** A name is secret if one of its words is one of these: words end at punctuation and before a capital letter. */
    private static final Set<String> WORDS = Set.of(
            "sig",
            "key",
            "code",
            "sid",
            "state",
            "nonce",
            "otp",
            "totp",
            "mfa",
            "pin",
            "cvv",
            "cvc",
            "cvn",
            "csc",
            "pass",
            "pan",
            "ssn",
            "iban",
            "dob",
            "salt",
            "hmac",
            "saml",
            "phpsessid",
            "jsessionid");

    /** What contains a secret part but is not one. */
    private static final Set<String> HARMLESS = Set.of(
            "author",
            "authors",
            "authority",
            "authorid",
            "authorname",
            "tokentype",
            "tokencount",
            "maxtokens",
            "wwwauthenticate",
            "statuscode",
            "errorcode",
            "countrycode",
            "postalcode",
            "zipcode",
            "languagecode",
            "currencycode",
            "httpcode",
            "primarykey",
            "partitionkey",
            "sortkey");

    private SecretNames() {}

    /** Words that are secrets as text, but mostly not as numbers: {@code "code": 404}. */
    private static final Set<String> WEAK = Set.of("sig", "key", "code", "state", "pan");

    /** Whether a number or a truth value under that name is a secret. */
    static boolean containsForNumbers(String name) {
        return contains(name) && !WEAK.contains(name.toLowerCase(Locale.ROOT)) && !isWeak(name);
    }

    private static boolean isWeak(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("code")
                && !lower.contains("pass")
                && !lower.contains("auth")
                && !lower.contains("security");
    }

    /** Whether a value under that name is a secret. */
    static boolean contains(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            if (Character.isLetterOrDigit(lower.charAt(i))) {
                plain.append(lower.charAt(i));
            }
        }
        String joined = plain.toString();
        if (HARMLESS.contains(joined)) {
            return false;
        }
        for (String part : PARTS) {
            if (joined.contains(part)) {
                return true;
            }
        }
        return hasSecretWord(name);
    }

    private static boolean hasSecretWord(String name) {
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean ends = i == name.length()
                    || !Character.isLetterOrDigit(name.charAt(i))
                    || (i > 0 && Character.isUpperCase(name.charAt(i)) && Character.isLowerCase(name.charAt(i - 1)));
            if (ends) {
                if (WORDS.contains(name.substring(start, i).toLowerCase(Locale.ROOT))) {
                    return true;
                }
                start = i < name.length() && Character.isLetterOrDigit(name.charAt(i)) ? i : i + 1;
            }
        }
        return false;
    }
}
