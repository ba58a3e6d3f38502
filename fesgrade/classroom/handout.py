"""Handing out a case by a link, with the key sealed or not."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from fesgrade.classroom.practice import CASE_ID, Case, Practice, PracticeError, seal_of

_SEAL = r"[0-9a-f]{16}"


class Handout(NamedTuple):
    """What the link of a hand-out says: the case, and the seal of the instructor's word if it has one."""

    case: str
    seal: str = ""


def handout_query(case: Case, word: str = "") -> str:
    """Return the query string of a link that opens ``case``: ``"case=mail-room"``.

    With a ``word`` the link carries its seal and the page gives no key until the word is typed in. That keeps
    the key from who follows the link; a shipped case is open to who looks for it without one, so a case for
    an examination belongs in the instructor's own folder, with a ``release`` word that never leaves the server.
    Such a case asks for its own word, and ``word`` is left out of the link.
    """
    sealed = {"seal": seal_of(case.id, word)} if word.strip() and not case.sealed else {}
    return urlencode({"case": case.id, **sealed})


def read_handout(query: str, practice: Practice) -> Handout | None:
    """Return what a query string says of a hand-out, ``None`` when it says nothing of one.

    Other names in it are left alone. Raises :class:`PracticeError` for a case that is unknown or given
    twice and for a damaged seal.
    """
    try:
        given = parse_qs(query.removeprefix("?"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise PracticeError(["The link is damaged; ask for it again."]) from None
    cases, seals = given.get("case", []), given.get("seal", [])
    if not cases and not seals:
        return None
    if len(cases) != 1 or len(seals) > 1 or (seals and not re.fullmatch(_SEAL, seals[0])):
        raise PracticeError(["The link to the case is damaged; ask for it again."])
    if cases[0] not in practice.cases:
        shown = cases[0] if re.fullmatch(CASE_ID, cases[0]) and len(cases[0]) < 60 else "that name"
        raise PracticeError([f"The link asks for a case that is not here ({shown}); choose one from the list."])
    return Handout(cases[0], seals[0] if seals else "")
