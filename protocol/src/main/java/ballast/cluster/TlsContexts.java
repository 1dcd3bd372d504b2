package ballast.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/** What HTTPS is spoken with, made of the same files as the cluster's certificates. */
public final class TlsContexts {
    private TlsContexts() {}

    /**
     * A node's own: it shows its certificate, and trusts those of the authority.
     *
     * @throws IOException if a file cannot be read or is not what it should be
     */
    public static SSLContext of(TlsFiles files) throws IOException {
        try {
            PrivateKey key = DERPrivateKeyLoader.load(PEMDecoder.decode(Files.readString(files.key())));
            Certificate[] chain = certificates(files.certificate());
            KeyStore keys = emptyStore();
            char[] noPassword = new char[0];
            keys.setKeyEntry("node", key, noPassword, chain);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust(files.ca()).getTrustManagers(), null);
            return context;
        } catch (PEMLoadingException | GeneralSecurityException e) {
            throw new IOException(
                    "the certificate " + files.certificate() + " and its key " + files.key() + " cannot be used: "
                            + e.getMessage() + "; deploy/make-certs makes fitting ones",
                    e);
        }
    }

    /**
     * A client's, which shows nothing.
     *
     * @param ca certificate of the authority that it trusts, PEM
     * @throws IOException if the file cannot be read or is not what it should be
     */
    public static SSLContext trusting(Path ca) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(ca).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the authority's certificate " + ca + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trust(Path ca) throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        for (Certificate certificate : certificates(ca)) {
            trusted.setCertificateEntry("ca" + trusted.size(), certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers;
    }

    private static Certificate[] certificates(Path pem) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
