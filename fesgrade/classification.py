"""Reading a classification as records print it: pay plan, series and grade in one string, such as GS-0201-11."""

from __future__ import annotations

from dataclasses import dataclass

from fesgrade.shares import DASHES

#: Pay plans whose grades are those of the General Schedule: GM and GL only pay otherwise.
GENERAL = ("GS", "GM", "GL")
#: The Federal Wage System, and what other pay plans are called.
_WAGE = "Federal Wage System"
PLANS = {
    "WG": f"{_WAGE}, nonsupervisory", "WL": f"{_WAGE}, leader", "WS": f"{_WAGE}, supervisory",
    "WD": f"{_WAGE}, production facilitating", "WN": f"{_WAGE}, production facilitating supervisor",
    "NA": f"{_WAGE}, nonappropriated fund", "NL": f"{_WAGE}, nonappropriated fund leader",
    "NS": f"{_WAGE}, nonappropriated fund supervisory", "NF": "nonappropriated fund pay bands",
    "ES": "Senior Executive Service", "SL": "senior level", "ST": "scientific and professional",
    "EX": "Executive Schedule", "AD": "administratively determined", "AL": "administrative law judges",
    "FO": "Foreign Service officers", "FP": "Foreign Service personnel",
    "GG": "grades like those of the General Schedule, by another law",
    "NH": "acquisition pay bands", "NJ": "acquisition pay bands", "NK": "acquisition pay bands",
    "VM": "Veterans Health Administration physicians", "VN": "Veterans Health Administration nurses",
}  # fmt: skip
#: What stands between the parts of a classification.
_BETWEEN = str.maketrans(dict.fromkeys("-_,", " "))
#: The longest classification that is read.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Classification:
    """What a string records. ``plan`` is two capital letters or blank, ``series`` four figures or blank.

    ``grades`` has more than one number for a career ladder (``GS-0501-09/11``), the lowest first.
    """

    plan: str
    series: str
    grades: tuple[int, ...]

    @property
    def is_general(self) -> bool:
        """Whether the grades are those of the General Schedule; a string without a pay plan means it."""
        return self.plan in ("", *GENERAL)

    @property
    def name(self) -> str:
        """The grades as text: ``GS-11``, ``GS-9/11``."""
        return f"{self.plan if self.plan and not self.is_general else 'GS'}-{'/'.join(map(str, self.grades))}"


def plan_words(plan: str) -> str:
    """Return what a pay plan is called, for those that are not the General Schedule."""
    return PLANS.get(plan, "a pay plan other than the General Schedule")


def read_series(text: str) -> str:
    """Return the four figures of a series written as ``203``, ``0203`` or ``203.0``; blank for anything else."""
    bare = text.strip().upper().removeprefix("GS").strip(" -").removesuffix(".0")
    return bare.zfill(4) if bare.isascii() and bare.isdigit() and 1 < len(bare) <= 4 and int(bare) else ""


def read_classification(text: str) -> Classification | None:
    """Return what a string such as ``GS-0201-11``, ``GS 2210 11``, ``0203-06``, ``GS-9/11`` or ``11`` records.

    Pay plan and series may be absent, and a word such as Grade may stand in front. ``None`` for anything else, and for
    a grade outside 1 to 20 (grades of the General Schedule end at 15, those of the Federal Wage System at 19).
    """
    if len(text) > LONGEST:
        return None
    parts = [part for word in text.translate(DASHES).upper().translate(_BETWEEN).split() for part in _apart(word)]
    while parts and parts[0] in ("GRADE", "PAY", "PLAN", "SERIES"):
        del parts[0]
    plan = ""
    if parts and parts[0][:2].isalpha() and parts[0][2:].isdigit():  # GS11, GS0201
        parts = [parts[0][:2], parts[0][2:], *parts[1:]]
    if parts and parts[0].isalpha() and len(parts[0]) == 2:
        plan, *parts = parts
    if parts and parts[0] == "GRADE":
        del parts[0]
    series = ""
    if len(parts) == 2 and len(parts[0]) in (3, 4):
        series = read_series(parts[0])
        parts = parts[1:] if series else []
    if len(parts) == 1 and plan and len(parts[0]) == 6 and parts[0].isdigit():  # GS 020111
        series, parts = read_series(parts[0][:4]), [parts[0][4:]]
    if len(parts) != 1:
        return None
    grades = _grades(parts[0])
    return Classification(plan, series, grades) if grades else None


def _apart(word: str) -> list[str]:
    """Return ``GS/0201/11`` and ``0201/11`` as their parts; a slash between grades stays."""
    first, slash, rest = word.partition("/")
    return [first, *_apart(rest)] if slash and (first.isalpha() or len(first) > 2) else [word]


def _grades(text: str) -> tuple[int, ...]:
    """Return the numbers in ``11``, ``09/11`` or ``11.0``; empty unless each is a grade and they rise."""
    numbers = text.removesuffix(".0").split("/")
    if not all(number.isascii() and number.isdigit() and len(number) <= 2 for number in numbers):
        return ()
    found = tuple(map(int, numbers))
    return found if found == tuple(sorted(set(found))) and found[0] >= 1 and found[-1] <= 20 else ()
