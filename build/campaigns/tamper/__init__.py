"""The campaign `tamper`: the audit chain in the hands of somebody who holds the key; tests take a sample."""
