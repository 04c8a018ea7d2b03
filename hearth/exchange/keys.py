"""SQL over the staged rows: our id of a record, and each database column's value. `t` names the staged table."""

import uuid

from hearth.exchange.shape import StoredFile


class Keys:
    """The keys of one source's records. They follow from the source and HUD's key, so nothing is looked up."""

    def __init__(self, source_id: uuid.UUID, *, has_merged_clients: bool) -> None:
        self._source_id = source_id
        self._has_merged_clients = has_merged_clients

    def id_of(self, file: str, column: str) -> str:
        """Give the SQL twin of Record.imported_id; null stays null. A merged PersonalID gives the client it is now."""
        own = f"md5('{self._source_id}:{file}:' || t.\"{column}\")::uuid"
        if file == "Client" and self._has_merged_clients:
            return f'coalesce((select m.client_id from live.former m where m.hud_id = t."{column}"), {own})'
        return own

    def record_id(self, file: StoredFile) -> str:
        """Give the SQL of the id of the staged row itself."""
        return f"md5('{self._source_id}:{file.name}:' || t.\"{file.key}\")::uuid"

    def values(self, file: StoredFile) -> dict[str, str]:
        """Give the SQL of each database column that holds a HUD column."""
        return {
            column.database: self.id_of(column.parent, column.hud.name)
            if column.parent and not column.hud.is_key
            else f't."{column.hud.name}"'
            for column in file.columns
        }
