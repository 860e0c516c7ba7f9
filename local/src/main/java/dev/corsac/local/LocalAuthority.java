package dev.corsac.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority of this user's own, only for this machine. It is made once, by the JDK's {@code keytool}, and kept
 * in a folder that nobody else reads; the certificates that it issues are made again when they run out or other hosts are
 * wanted.
 *
 * <p>A user who trusts it risks little even if its key is stolen: its certificate has <a
 * href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10">name constraints</a>, so that it counts for names under
 * {@code localhost} and {@code test} and for loopback addresses, and for no other.
 *
 * @param certificate the authority's certificate, PEM: what browsers are to trust
 * @param isNew whether it was made just now
 * @param keys what a server needs: one key with its chain
 * @param password of {@code keys}: no secret, the file's permissions protect it
 */
public record LocalAuthority(Path certificate, boolean isNew, KeyStore keys, String password) {

    private static final String PASSWORD = "corsac";
    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Less than that left, and a server's certificate is made again. */
    private static final Duration LEFT = Duration.ofDays(7);

    private static final int AUTHORITY_DAYS = 3_650;

    /** Under the 398 that browsers take at most. */
    private static final int SERVER_DAYS = 90;

    /** NameConstraints in DER: the names localhost and test and what is below, 127.0.0.0/8 and ::1. */
    private static final String NAME_CONSTRAINTS = "30:47:A0:45:"
            + "30:0B:82:09:6C:6F:63:61:6C:68:6F:73:74:"
            + "30:06:82:04:74:65:73:74:"
            + "30:0A:87:08:7F:00:00:00:FF:00:00:00:"
            + "30:22:87:20:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01:"
            + "FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF:FF";

    /**
     * The authority that lives in that folder, with a certificate for these hosts; {@code localhost} and the loopback
     * addresses are always among them. Makes what is missing.
     *
     * @throws LocalException if a host is neither under localhost nor under test, or if {@code keytool} or the folder fails
     */
    public static LocalAuthority of(Path folder, Collection<String> hosts) throws LocalException {
        return of(folder, hosts, Keytool.ofThisJdk());
    }

    static LocalAuthority of(Path folder, Collection<String> hosts, Keytool keytool) throws LocalException {
        Set<String> names = new TreeSet<>(List.of("localhost"));
        for (String host : hosts) {
            if (!isUnder(host, "localhost") && !isUnder(host, "test")) {
                throw new LocalException(
                        "there is no certificate for " + host + ": Corsac's authority issues them for names"
                                + " only under localhost and test, so that nobody can misuse it. Choose another host, such as "
                                + host.replace('.', '-') + ".localhost");
            }
            names.add(host);
        }
        try {
            return new Maker(folder, names, keytool).make();
        } catch (IOException | GeneralSecurityException e) {
            throw new LocalException(
                    "the certificates in " + folder + " cannot be read or made: " + reason(e)
                            + ". Remove the folder to start over",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("interrupted while certificates were made", e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static boolean isUnder(String host, String parent) {
        return host.equals(parent) || (host.endsWith("." + parent) && host.matches("[a-z0-9._-]+"));
    }

    private record Maker(Path folder, Set<String> names, Keytool keytool) {

        LocalAuthority make() throws IOException, GeneralSecurityException, InterruptedException, LocalException {
            ownFolder();
            Path store = folder.resolve("authority.p12");
            Path pem = folder.resolve("authority.pem");
            KeyStore authority = Files.exists(store) ? existing(store) : null;
            boolean isNew = authority == null || !isValid(authority, AUTHORITY, LEFT);
            if (authority == null || isNew) {
                Path made = folder.resolve("authority.new");
                Files.deleteIfExists(made);
                keytool.generate(
                        made,
                        PASSWORD,
                        AUTHORITY,
                        AUTHORITY_DAYS,
                        "-dname",
                        "CN=Corsac on this machine of " + user(),
                        "-ext",
                        "bc:c=ca:true,pathlen:0",
                        "-ext",
                        "ku:c=keyCertSign,cRLSign",
                        "-ext",
                        "2.5.29.30:critical=" + NAME_CONSTRAINTS);
                own(made);
                Files.move(made, store, StandardCopyOption.REPLACE_EXISTING);
                authority = load(store);
            }
            if (isNew || !Files.exists(pem)) {
                Files.writeString(pem, pem(authority.getCertificate(AUTHORITY)));
            }
            return new LocalAuthority(pem, isNew, server(store, authority), PASSWORD);
        }

        private KeyStore server(Path store, KeyStore authority)
                throws IOException, GeneralSecurityException, InterruptedException, LocalException {
            Path kept = folder.resolve("server.p12");
            KeyStore server = reusable(kept, authority);
            if (server != null) {
                return server;
            }
            // keytool signs within one file; the server is not to have the authority's key in its own.
            Path both = folder.resolve("server.new");
            Files.copy(store, both, StandardCopyOption.REPLACE_EXISTING);
            try {
                StringBuilder san = new StringBuilder("san=ip:127.0.0.1,ip:::1");
                names.forEach(name -> san.append(",dns:").append(name));
                keytool.generate(
                        both,
                        PASSWORD,
                        SERVER,
                        SERVER_DAYS,
                        "-signer",
                        AUTHORITY,
                        "-dname",
                        "CN=Corsac local run",
                        "-ext",
                        san.toString(),
                        "-ext",
                        "eku=serverAuth",
                        "-ext",
                        "ku:c=digitalSignature");
                KeyStore made = load(both);
                Key key = made.getKey(SERVER, PASSWORD.toCharArray());
                Certificate[] chain = made.getCertificateChain(SERVER);
                KeyStore fresh = KeyStore.getInstance("PKCS12");
                fresh.load(null, null);
                fresh.setKeyEntry(SERVER, key, PASSWORD.toCharArray(), chain);
                own(both);
                try (OutputStream out = Files.newOutputStream(both)) {
                    fresh.store(out, PASSWORD.toCharArray());
                }
                Files.move(both, kept, StandardCopyOption.REPLACE_EXISTING);
                return fresh;
            } finally {
                Files.deleteIfExists(both);
            }
        }

        /** The server's certificate of last time, if it still serves; a damaged one is made again. */
        private @Nullable KeyStore reusable(Path kept, KeyStore authority) throws GeneralSecurityException {
            if (!Files.exists(kept)) {
                return null;
            }
            try {
                own(kept);
                KeyStore server = load(kept);
                return isValid(server, SERVER, LEFT) && isFor(server) && isBy(server, authority) ? server : null;
            } catch (IOException e) {
                return null;
            }
        }

        /** Browsers trust this very authority, and so a damaged one is not replaced without a word. */
        private static KeyStore existing(Path store) throws GeneralSecurityException, LocalException {
            try {
                own(store);
                return load(store);
            } catch (IOException e) {
                throw new LocalException(
                        store + ": the certificate authority is damaged or not one of Corsac's (" + reason(e)
                                + "). Remove the file to have a new one made, and let your browsers trust that",
                        e);
            }
        }

        private boolean isFor(KeyStore server) throws GeneralSecurityException {
            X509Certificate certificate = (X509Certificate) server.getCertificate(SERVER);
            Set<String> certified = new TreeSet<>();
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                certified.add(String.valueOf(name.get(1)));
            }
            return certified.containsAll(names);
        }

        private static boolean isBy(KeyStore server, KeyStore authority) throws GeneralSecurityException {
            Certificate[] chain = server.getCertificateChain(SERVER);
            return chain != null
                    && chain.length == 2
                    && Arrays.equals(
                            chain[1].getEncoded(),
                            authority.getCertificate(AUTHORITY).getEncoded());
        }

        private static boolean isValid(KeyStore store, String alias, Duration left) throws GeneralSecurityException {
            return store.getCertificate(alias) instanceof X509Certificate certificate
                    && certificate
                            .getNotAfter()
                            .toInstant()
                            .isAfter(Instant.now().plus(left));
        }

        /** Makes the folder, or takes from others what they may do in one that exists: its files can sign certificates. */
        private void ownFolder() throws IOException, LocalException {
            boolean posix = isPosix(folder.toAbsolutePath());
            if (!Files.isDirectory(folder)) {
                if (posix) {
                    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                } else {
                    Files.createDirectories(folder);
                }
            }
            if (!posix) {
                return;
            }
            try {
                if (!OWNER_ONLY.equals(Files.getPosixFilePermissions(folder))) {
                    Files.setPosixFilePermissions(folder, OWNER_ONLY);
                }
            } catch (IOException e) {
                throw new LocalException(
                        folder
                                + ": other users can reach the folder with the certificate authority's key, and that cannot be"
                                + " changed (" + reason(e) + "). Run chmod 700 on it as its owner, or remove it",
                        e);
            }
            Path probe = Files.createTempFile(folder, "owner", null);
            try {
                if (!Files.getOwner(probe).equals(Files.getOwner(folder))) {
                    throw new LocalException(folder + ": the folder of the certificate authority belongs to "
                            + Files.getOwner(folder).getName() + ". Move it away, or run Corsac as that user");
                }
            } finally {
                Files.delete(probe);
            }
        }

        private static boolean isPosix(@Nullable Path path) throws IOException {
            Path existing = path;
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            return existing != null && Files.getFileStore(existing).supportsFileAttributeView("posix");
        }

        /** Readable only by its owner, from before the key is in it. */
        private static void own(Path file) throws IOException {
            if (isPosix(file)) {
                Files.setPosixFilePermissions(
                        file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
        }

        private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return store;
        }

        private static String pem(Certificate certificate) throws GeneralSecurityException {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        }

        /** Without what a distinguished name would take for its own syntax. */
        private static String user() {
            return System.getProperty("user.name", "").replaceAll("[^\\w.-]", "_");
        }
    }
}
