"""What an audit row says, read also where somebody put something else in its place."""

import json


def told(payload: object) -> dict[str, object]:
    """A payload as an object; an empty one for a dropped payload, or one this program did not write."""
    try:
        found = json.loads(payload) if isinstance(payload, str) else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
