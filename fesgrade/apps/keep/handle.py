"""What an author's notebook holds of a page that writes a statement."""

from __future__ import annotations

from pathlib import Path

from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.parts.handle import Handle
from fesgrade.documents import forms
from fesgrade.documents.blocks import Document
from fesgrade.documents.statement import Statement


class StatementPage(Handle):
    """A page whose evaluation statement can be had and saved."""

    keep: KeepPart

    def statement(self) -> Statement:
        """Return the evaluation statement as it stands; :class:`StatementError` says what is missing."""
        return self.keep.statement()

    def save(self, path: Path | str, document: Document = "report") -> None:
        """Write the evaluation statement, as report or form, to a file whose ending says how: .docx, .html, .md."""
        forms.write(self.statement(), path, document)
