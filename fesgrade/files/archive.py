"""Zipped files that people hand in (XLSX and whatever else is a ZIP of XML): read piece by piece, within limits.

A ZIP of a few kilobytes can unpack to gigabytes, and a tree of XML takes many times its text. So nothing is unpacked
as a whole or kept as a tree here: a part comes in pieces, and whoever reads it keeps what it needs.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from fesgrade.sources import FaultsError

#: The most that a file may unpack to, in bytes, and the most parts that it may have.
MAX_UNPACKED = 1_000 * 2**20
MAX_PARTS = 5_000
#: The most that one part may unpack to, where nobody says otherwise.
MAX_PART = 20 * 2**20
#: How many bytes may come out of one; spreadsheets stay below 100. Parts of less than a megabyte may do as they like.
MAX_RATIO = 200
SMALL = 2**20
#: The longest tag or comment, in bytes; the parser begins anew with each piece until it has the whole.
MAX_TAG = 2**20
_PIECE = 2**16


class ArchiveError(FaultsError):
    """A zipped file that was refused: damaged, or larger than is read."""


def size_words(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count / 2**20:,.0f} MB" if count >= 2**20 else f"{count:,} bytes"


@dataclass(frozen=True)
class Archive:
    """An open ZIP of ``size`` bytes; ``parts`` maps each path in it, in small letters, to its entry."""

    name: str
    size: int
    file: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.parts

    def pieces(self, path: str, largest: int = MAX_PART) -> Iterator[bytes]:
        """Yield the content of a part bit by bit; :class:`ArchiveError` where it is missing or larger than allowed."""
        entry = self.parts.get(path.lower())
        if entry is None:
            raise ArchiveError([f"{self.name} is damaged or cut short: its part {path} is missing."])
        if entry.file_size > largest:
            sizes = f"{size_words(entry.file_size)}, more than the {size_words(largest)} that are read"
            raise ArchiveError([f"{self.name} has a part, {path}, that unpacks to {sizes} of it."])
        packed = min(entry.compress_size, self.size)
        if entry.file_size > max(SMALL, MAX_RATIO * packed):
            sizes = f"{size_words(packed)} to {size_words(entry.file_size)}"
            raise ArchiveError([f"{self.name} has a part, {path}, that unpacks from {sizes}; no such file is read."])
        with self.file.open(entry) as part:  # ends after the size that the entry gives, whatever is packed there
            while piece := part.read(_PIECE):
                yield piece

    def walk(
        self,
        path: str,
        start: Callable[[str, dict[str, str]], object],
        end: Callable[[str], object] = lambda tag: None,
        text: Callable[[str], object] = lambda text: None,
        *,
        largest: int = MAX_PART,
    ) -> Iterator[None]:
        """Parse a part as XML and yield after each piece, so that whoever asks can stop; the rest is not unpacked.

        ``start`` is told every tag without its prefix, and the attributes; ``end`` every tag that closes; ``text``
        the text between. A document type is refused: entities are not needed, and can grow without limit.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse_type
        fed = 0
        for piece in self.pieces(path, largest):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > MAX_TAG:
                raise ArchiveError([f"{self.name} is damaged: its part {path} holds a tag of more than 1 MB."])
            yield
        parser.Parse(b"", True)
        yield

    def _refuse_type(self, *_: object) -> None:
        raise ArchiveError([f"{self.name} is damaged: it holds a document type, which no file of this kind has."])

    def targets(self, of: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to: id -> last word of the kind of relation, and path; of the whole file for ""."""
        folder, base = posixpath.split(of)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                found[attributes.get("Id", "")] = kind, target.lstrip("/")

        if path in self:
            for _ in self.walk(path, start):
                pass
        return found


def open_archive(name: str, content: bytes, max_unpacked: int = MAX_UNPACKED) -> Archive:
    """Open a ZIP; ``name`` is what faults call the file.

    Raises :class:`ArchiveError` where it has too many parts or unpacks to more than ``max_unpacked`` bytes, and an
    error of :mod:`zipfile` where it is damaged.
    """
    file = zipfile.ZipFile(io.BytesIO(content))
    entries = file.infolist()
    if len(entries) > MAX_PARTS:
        raise ArchiveError([f"{name} has {len(entries):,} parts, more than the {MAX_PARTS:,} that are read."])
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > max_unpacked:
        limit = size_words(max_unpacked)
        raise ArchiveError([f"{name} unpacks to {size_words(unpacked)}, more than the {limit} that are read."])
    parts = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
    return Archive(name, len(content), file, parts)
