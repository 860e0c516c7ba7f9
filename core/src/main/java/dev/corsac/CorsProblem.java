package dev.corsac;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One reason why a policy cannot be built: a typed value from which the text is made. Immutable. */
public sealed interface CorsProblem extends Serializable {

    /** Returns the kind of problem as a kebab-case code, which stays the same in every version. */
    String code();

    /** Returns the value as it was given; empty if the problem is that nothing was given. */
    String value();

    /** Returns a sentence for people that names the value, what is wrong with it and the fix. */
    String message();

    /** No origin is allowed: a policy that allows none would only break every page. */
    record NoOrigins() implements CorsProblem {
        @Override
        public String code() {
            return "no-origins";
        }

        @Override
        public String value() {
            return "";
        }

        @Override
        public String message() {
            return "No origin is allowed. Name at least one, such as \"https://shop.example.com\", or \"*\" for every origin.";
        }
    }

    /**
     * An origin that is not in the form that browsers send, and not a pattern for such origins.
     *
     * @param flaw the first thing that is wrong with it
     * @param suggestion the probable intention, which would be accepted (several origins are joined by "and"); null if
     *     there is no good guess
     */
    record InvalidOrigin(
            String value, OriginFlaw flaw, @Nullable String suggestion) implements CorsProblem {
        @Override
        public String code() {
            return "invalid-origin";
        }

        @Override
        public String message() {
            return "The origin " + Text.quote(value) + " would never match: " + flaw.reason() + "."
                    + Text.didYouMean(suggestion);
        }
    }

    /** {@code "*"} is combined with other origins, although it already allows every origin. */
    record AnyOriginAmongOthers() implements CorsProblem {
        @Override
        public String code() {
            return "any-origin-among-others";
        }

        @Override
        public String value() {
            return "*";
        }

        @Override
        public String message() {
            return "\"*\" cannot be combined with other origins: it already allows every origin. Remove \"*\" or the others.";
        }
    }

    /** Credentials for every origin, which would let every site act in the name of its visitors. */
    record CredentialsForAnyOrigin() implements CorsProblem {
        @Override
        public String code() {
            return "credentials-for-any-origin";
        }

        @Override
        public String value() {
            return "*";
        }

        @Override
        public String message() {
            return "Credentials cannot be allowed for every origin (\"*\"): browsers refuse it, since any site could act in"
                    + " the name of its visitors. List the origins, or do not allow credentials.";
        }
    }

    /** An origin without TLS among those with credentials: an attacker on the network can speak for it. */
    record InsecureOrigin(String value) implements CorsProblem {
        @Override
        public String code() {
            return "insecure-origin";
        }

        @Override
        public String message() {
            return "The origin " + Text.quote(value)
                    + " is not encrypted: with credentials, anyone on the network path could act in the name of its"
                    + " visitors. Use https, or accept that with dangerouslyAllowInsecureOrigins"
                    + " (DANGEROUSLY_ALLOW_INSECURE_ORIGINS=true).";
        }
    }

    /**
     * A wildcard with credentials that covers domains which anyone can register.
     *
     * @param suffix the public suffix above those domains, or, beginning with an asterisk, the rule that makes it one
     */
    record PublicSuffix(String value, String suffix) implements CorsProblem {
        @Override
        public String code() {
            return "public-suffix";
        }

        @Override
        public String message() {
            return "The origin " + Text.quote(value) + " covers domains that anyone can register, since "
                    + Text.quote(suffix)
                    + " is a public suffix: with credentials, each could act in the name of its visitors. Use your own"
                    + " domain, or accept that with dangerouslyAllowPublicSuffixes.";
        }
    }

    /** A placeholder with credentials: a stranger may have a host that it covers. */
    record PlaceholderWithCredentials(String value) implements CorsProblem {
        @Override
        public String code() {
            return "placeholder-with-credentials";
        }

        @Override
        public String message() {
            return "The origin " + Text.quote(value)
                    + " cannot be allowed with credentials: a stranger may give a site a name that its placeholder covers. Serve"
                    + " previews below a domain of your own, and allow that, as in https://*.preview.example.com.";
        }
    }

    /**
     * A value that is not a method a page could use.
     *
     * @param suggestion the probable intention, which would be accepted; null if there is no good guess
     */
    record InvalidMethod(String value, @Nullable String suggestion) implements CorsProblem {
        @Override
        public String code() {
            return "invalid-method";
        }

        @Override
        public String message() {
            return Text.quote(value) + " is not a valid HTTP method"
                    + (suggestion == null ? ": use a single token, such as PUT." : "." + Text.didYouMean(suggestion));
        }
    }

    /** A method that browsers forbid to every page. */
    record ForbiddenMethod(String value) implements CorsProblem {
        @Override
        public String code() {
            return "forbidden-method";
        }

        @Override
        public String message() {
            return "The method " + Text.quote(value)
                    + " cannot be used by any page: browsers forbid CONNECT, TRACE and TRACK. Remove it.";
        }
    }

    /**
     * A value that is not a header name.
     *
     * @param suggestion the probable intention, which would be accepted; null if there is no good guess
     */
    record InvalidHeaderName(String value, @Nullable String suggestion) implements CorsProblem {
        @Override
        public String code() {
            return "invalid-header-name";
        }

        @Override
        public String message() {
            return Text.quote(value) + " is not a valid header name"
                    + (suggestion == null
                            ? ": use a single token, such as Content-Type."
                            : "." + Text.didYouMean(suggestion));
        }
    }

    /** A request header that only the browser itself may set. */
    record ForbiddenRequestHeader(String value) implements CorsProblem {
        @Override
        public String code() {
            return "forbidden-request-header";
        }

        @Override
        public String message() {
            return "The request header " + Text.quote(value)
                    + " cannot be set by any page: only the browser sets it. Remove it.";
        }
    }

    /** A response header among the request headers. */
    record ResponseHeaderAsRequestHeader(String value) implements CorsProblem {
        @Override
        public String code() {
            return "response-header-as-request-header";
        }

        @Override
        public String message() {
            return "The header " + Text.quote(value)
                    + " is a response header: no page has a reason to send it in a request. Remove it.";
        }
    }

    /** A response header that no page may read. */
    record ForbiddenResponseHeader(String value) implements CorsProblem {
        @Override
        public String code() {
            return "forbidden-response-header";
        }

        @Override
        public String message() {
            return "The response header " + Text.quote(value)
                    + " cannot be exposed: browsers never let a page read it. Remove it.";
        }
    }

    /**
     * {@code "*"} for methods, headers or exposed headers together with credentials, where browsers read it as a name.
     *
     * @param setting which of them: {@code methods}, {@code headers} or {@code exposed headers}
     */
    record WildcardWithCredentials(String setting) implements CorsProblem {
        @Override
        public String code() {
            return "wildcard-with-credentials";
        }

        @Override
        public String value() {
            return "*";
        }

        @Override
        public String message() {
            return "\"*\" among the " + setting
                    + " has no effect where credentials are allowed: browsers then read it as a name. List the "
                    + setting + ".";
        }
    }

    /**
     * A time that {@code Access-Control-Max-Age} cannot express.
     *
     * @param suggestion the probable intention, which would be accepted; null if there is no good guess
     */
    record InvalidMaxAge(String value, @Nullable String suggestion) implements CorsProblem {
        @Override
        public String code() {
            return "invalid-max-age";
        }

        @Override
        public String message() {
            return "The max age " + Text.quote(value) + " is not valid: it must be a whole number of seconds from 0 to "
                    + Integer.MAX_VALUE + "." + Text.didYouMean(suggestion);
        }
    }

    /**
     * An environment variable that must be {@code true} or {@code false} and is neither.
     *
     * @param suggestion the probable intention, which would be accepted; null if there is no good guess
     */
    record InvalidSwitch(String value, @Nullable String suggestion) implements CorsProblem {
        @Override
        public String code() {
            return "invalid-switch";
        }

        @Override
        public String message() {
            return Text.quote(value) + " is neither \"true\" nor \"false\"." + Text.didYouMean(suggestion);
        }
    }

    /**
     * An environment variable whose name is nearly that of a setting which is not set.
     *
     * @param value the name of the variable that is set
     * @param suggestion the name of the variable that is read
     */
    record MisspeltVariable(String value, String suggestion) implements CorsProblem {
        @Override
        public String code() {
            return "misspelt-variable";
        }

        @Override
        public String message() {
            return "Corsac does not read a variable of this name." + Text.didYouMean(suggestion);
        }
    }

    /**
     * A problem with the value of an environment variable.
     *
     * @param variable the variable's name
     * @param problem what is wrong
     */
    record InVariable(String variable, CorsProblem problem) implements CorsProblem {
        @Override
        public String code() {
            return problem.code();
        }

        @Override
        public String value() {
            return problem.value();
        }

        @Override
        public String message() {
            return variable + ": " + problem.message();
        }
    }
}
