"""An authority, its certificates and its lists of revoked ones, and the TLS side a server sees of a client."""

import datetime as dt
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = dt.timedelta(days=1)


class Authority:
    """Signs certificates."""

    def __init__(self, name):
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._signed(self.name, self.key.public_key(), -1, 10, ca=True)

    def _signed(self, name, public, since, until, *, ca=False):
        now = dt.datetime.now(dt.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + since * DAY)
            .not_valid_after(now + until * DAY)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def issue(self, name, *, since=-1, until=5):
        """A key with its certificate, as a file holds them."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return Identity(key, self._signed(subject, key.public_key(), since, until))

    def revoke(self, *identities):
        """The list of revoked certificates."""
        now = dt.datetime.now(dt.UTC)
        made = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        made = made.last_update(now - DAY).next_update(now + DAY)
        for one in identities:
            entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
            made = made.add_revoked_certificate(entry.revocation_date(now).build())
        return made.sign(self.key, hashes.SHA256())


class Identity:
    """A key and its certificate."""

    def __init__(self, key, certificate):
        self.key = key
        self.certificate = certificate

    @property
    def data(self):
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def write(self, path):
        private = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + self.certificate.public_bytes(serialization.Encoding.PEM))
        return str(path)


def connected(folder, authority, client=None, *, ciphers=None):
    """The server's side of a connection, whole, to a client that shows a certificate or none."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(authority.issue("localhost").write(folder / "server.pem"))
    authority_file = folder / "authority.pem"
    authority_file.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    server_side.load_verify_locations(str(authority_file))
    server_side.verify_mode = ssl.CERT_OPTIONAL
    server_side.verify_flags |= ssl.VerifyFlags(0x200000)  # the time is looked at by the place
    client_side = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_side.check_hostname, client_side.verify_mode = False, ssl.CERT_NONE
    if ciphers is not None:
        for side in (server_side, client_side):
            side.maximum_version = ssl.TLSVersion.TLSv1_2
            side.set_ciphers(ciphers)
    if client is not None:
        client_side.load_cert_chain(client.write(folder / "client.pem"))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    other = client_side.wrap_bio(to_client, to_server)
    for _ in range(4):
        for side in (other, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return server
