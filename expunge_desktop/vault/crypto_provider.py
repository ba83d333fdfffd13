"""Which code wraps the keys, asked of itself."""

import argon2
from cryptography import __version__ as version
from cryptography.hazmat.backends.openssl import backend


def crypto_provider() -> str:
    """The versions of the libraries that derive and wrap keys, and the OpenSSL below them."""
    return f"argon2-cffi {argon2.__version__}, cryptography {version} ({backend.openssl_version_text()})"
