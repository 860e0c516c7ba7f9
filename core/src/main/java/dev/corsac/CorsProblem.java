package dev.corsac;

import org.jspecify.annotations.Nullable;

/** Something that keeps a policy from being built: a typed value, from which the text is made. */
public sealed interface CorsProblem {

    /** What was given, as it was given; empty if the problem is that nothing was. */
    String value();

    /** A sentence for people that names the value, what is wrong with it, and the mend. */
    String message();

    /** No origin is allowed: a policy that allows none would only break every page. */
    record NoOrigins() implements CorsProblem {
        @Override
        public String value() {
            return "";
        }

        @Override
        public String message() {
            return "No origin is allowed: name at least one, such as \"https://shop.example.com\", or \"*\" for any.";
        }
    }

    /**
     * What was given is not an origin as browsers send it, nor a pattern for such.
     *
     * @param flaw the first thing that is wrong with it
     * @param meant what was probably meant, which would be accepted; null if there is no telling
     */
    record InvalidOrigin(
            String value, OriginFlaw flaw, @Nullable String meant) implements CorsProblem {
        @Override
        public String message() {
            return "The origin " + Text.quote(value) + " would never match: " + flaw.reason() + "."
                    + (meant == null ? "" : " Probably meant: " + meant);
        }
    }

    /** {@code "*"} stands beside other origins, which it makes pointless, or they make it a mistake. */
    record AnyOriginAmongOthers() implements CorsProblem {
        @Override
        public String value() {
            return "*";
        }

        @Override
        public String message() {
            return "The origin \"*\" stands beside others: it allows any origin, so leave out the others, or it.";
        }
    }

    /** Credentials for any origin, which would let every site act in the name of its visitors. */
    record CredentialsForAnyOrigin() implements CorsProblem {
        @Override
        public String value() {
            return "*";
        }

        @Override
        public String message() {
            return "Credentials cannot be allowed to any origin (\"*\"): browsers refuse it, since any site could act in the"
                    + " name of its visitors. List the origins, or allow no credentials.";
        }
    }

    /** An origin without TLS among those that are allowed credentials: whoever is on the network speaks for it. */
    record InsecureOrigin(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The origin " + Text.quote(value)
                    + " is not encrypted, so with credentials anyone on the network between could act in the name of its"
                    + " visitors. Use https, or, knowing that, dangerouslyAllowInsecureOrigins"
                    + " (DANGEROUSLY_ALLOW_INSECURE_ORIGINS=true).";
        }
    }

    /**
     * A wildcard with credentials over domains that anyone can have.
     *
     * @param suffix the public suffix that they are under, or, beginning with an asterisk, the rule that makes it one
     */
    record PublicSuffix(String value, String suffix) implements CorsProblem {
        @Override
        public String message() {
            return "The origin " + Text.quote(value) + " covers domains that anyone can have, since "
                    + Text.quote(suffix)
                    + " is a public suffix: with credentials each could act in the name of its visitors. Name your own"
                    + " domain, or, knowing that, dangerouslyAllowPublicSuffixes.";
        }
    }

    /** What was given as a method cannot be one. */
    record InvalidMethod(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The method " + Text.quote(value) + " is none: a method is a single word, such as PUT.";
        }
    }

    /** A method that no page can use. */
    record ForbiddenMethod(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The method " + Text.quote(value)
                    + " cannot be used by any page: browsers forbid CONNECT, TRACE and TRACK." + " Leave it out.";
        }
    }

    /** What was given as a header's name cannot be one. */
    record InvalidHeaderName(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The header name " + Text.quote(value) + " is none: a name is a single word, such as Content-Type.";
        }
    }

    /** A request header that browsers keep for themselves. */
    record ForbiddenRequestHeader(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The request header " + Text.quote(value)
                    + " cannot be set by any page: browsers keep it for themselves. Leave it out.";
        }
    }

    /** A header of responses among the request headers. */
    record ResponseHeaderAsRequestHeader(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The header " + Text.quote(value)
                    + " is one that servers send: no page has a reason to send it in a request. Leave it out.";
        }
    }

    /** A response header that no page can be let read. */
    record ForbiddenResponseHeader(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The response header " + Text.quote(value)
                    + " cannot be exposed: browsers never let a page read it. Leave it out.";
        }
    }

    /**
     * {@code "*"} for methods, headers or exposed headers together with credentials, where browsers take it for a name.
     *
     * @param setting which of them: {@code methods}, {@code headers} or {@code exposed headers}
     */
    record WildcardWithCredentials(String setting) implements CorsProblem {
        @Override
        public String value() {
            return "*";
        }

        @Override
        public String message() {
            return "\"*\" among the " + setting
                    + " means nothing where credentials are allowed: browsers take it for a name then. List them.";
        }
    }

    /** A time that {@code Access-Control-Max-Age} cannot say. */
    record InvalidMaxAge(String value) implements CorsProblem {
        @Override
        public String message() {
            return "The max age " + Text.quote(value) + " is none: it is a whole number of seconds from 0 to "
                    + Integer.MAX_VALUE + ".";
        }
    }

    /** An environment variable that should be {@code true} or {@code false} and is neither. */
    record InvalidSwitch(String value) implements CorsProblem {
        @Override
        public String message() {
            return Text.quote(value) + " is neither \"true\" nor \"false\".";
        }
    }

    /**
     * A problem with what an environment variable says.
     *
     * @param variable the variable's name
     * @param problem what is wrong
     */
    record InVariable(String variable, CorsProblem problem) implements CorsProblem {
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
