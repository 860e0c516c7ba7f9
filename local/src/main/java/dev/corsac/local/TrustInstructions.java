package dev.corsac.local;

import java.util.Locale;

/** How to trust the local certificate authority. */
public final class TrustInstructions {

    private TrustInstructions() {}

    /**
     * Returns one line for an authority that was there before, and all there is to do for one that has just been made.
     *
     * @param system the operating system's name, as Java has it
     */
    public static String of(LocalAuthority authority, String system) {
        String file = authority.certificate().toString();
        if (!authority.isNew()) {
            return "  Certificates are by " + file + "; docs/console.md says how browsers come to trust it.\n";
        }
        return "  A certificate authority was made only for this machine: it counts only for names under localhost\n"
                + "  and test. Browsers trust it after this, once:\n\n"
                + "    " + command(system, quoted(file)) + "\n"
                + "    Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import: " + file + "\n"
                + "    curl:    curl --cacert " + quoted(file) + " https://…\n";
    }

    private static String command(String system, String file) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "macOS:   security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db " + file;
        }
        if (name.startsWith("windows")) {
            return "Windows: certutil -user -addstore Root " + file;
        }
        return "Chrome:  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Corsac -i " + file
                + "   (certutil is in libnss3-tools or nss-tools)";
    }

    private static String quoted(String file) {
        return file.indexOf(' ') < 0 ? file : "\"" + file + "\"";
    }
}
