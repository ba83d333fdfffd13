"""Which code encrypts the workspace file, asked of itself."""

import sqlcipher3.dbapi2 as sqlcipher

from expunge_desktop.store.engine import RAW_KEY_BYTES


def cipher_provider() -> str:
    """SQLCipher's version and the library it encrypts with, as that says; with its FIPS state if it is on."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{'0' * 2 * RAW_KEY_BYTES}'\"")  # it answers only under a key
        told = [
            " ".join(str(value) for row in connection.execute(f"PRAGMA {name}").fetchall() for value in row)
            for name in ("cipher_version", "cipher_provider", "cipher_provider_version", "cipher_fips_status")
        ]
    finally:
        connection.close()
    version, name, library, fips = told
    state = "in FIPS mode" if fips == "1" else "not in FIPS mode"
    return (
        f"SQLCipher {version or 'unknown'} with {name or 'an unknown provider'} {library} ({state})".strip()
    )
