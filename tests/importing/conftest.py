"""A workspace to import into, and what can be asked of it afterwards."""

from empty_workspaces import new_session, session
from generated_files import generated

__all__ = ["generated", "new_session", "session"]
