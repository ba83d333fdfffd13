"""The tabs of the page of audit and custody, by their places."""

AUDIT, RELEASES, BACKUPS, RETENTION = range(4)
