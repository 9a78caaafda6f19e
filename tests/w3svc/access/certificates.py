"""Lists of revoked certificates, and the TLS side a server sees of a client."""

import datetime as dt
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from w3svc.certs import made

DAY = dt.timedelta(days=1)
HOST = made("localhost")


def data_of(one):
    return one.certificate.public_bytes(Encoding.DER)


def revoked_by(authority, *those):
    """The list of an authority with the certificates it revokes."""
    now = dt.datetime.now(dt.UTC)
    listed = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    listed = listed.last_update(now - DAY).next_update(now + DAY)
    for one in those:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        listed = listed.add_revoked_certificate(entry.revocation_date(now).build())
    return listed.sign(authority.private, hashes.SHA256())


def connected(folder, authority, client=None, *, ciphers=None):
    """The server's side of a connection, whole, to a client that shows a certificate or none."""
    for name, one in (("server", HOST), ("authority", authority), ("client", client)):
        if one is not None:
            (folder / name).write_bytes(one.pem + one.key)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(str(folder / "server"))
    server_side.load_verify_locations(str(folder / "authority"))
    server_side.verify_mode = ssl.CERT_OPTIONAL
    server_side.verify_flags |= ssl.VerifyFlags(0x200000)  # the time is looked at by the place
    client_side = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_side.check_hostname, client_side.verify_mode = False, ssl.CERT_NONE
    if ciphers is not None:
        for side in (server_side, client_side):
            side.maximum_version = ssl.TLSVersion.TLSv1_2
            side.set_ciphers(ciphers)
    if client is not None:
        client_side.load_cert_chain(str(folder / "client"))
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
