"""The words that the grammar knows, by what they do in a line or a sentence. An expert adds a word here."""

from __future__ import annotations


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Sentences -----------------------------------------------------------------------------------------

#: Words and signs that begin another clause.
CLAUSES = _of("""
    but rather while whereas although though however because since which where instead versus unlike opposed
    whether
""")
NOT = _of("""
    nothing none
    not no nor never neither cannot without fails fail failed failing falls fall short lacks lack below above
    beyond don't doesn't isn't didn't wasn't can't less rather unlike instead versus opposed exceeds exceed
    exceeded exceeding precludes preclude
""")
MAYBE = _of("""
    would could should might may if unless until potentially
""")
CREDITS = _of("""
    credit credits credited assign assigns assigned evaluate evaluates evaluated award awards awarded grant
    granted warrant warrants warranted rate rated graded allot allotted allocated placed fixed set established
    determined allow allowed sustained sustain selected select
""")
#: Verbs that a guide uses to say when a level counts: "credit the position with level 6-4".
PLAIN = _of("""
    credit assign evaluate award grant rate select allow
""")
#: Words after a level that credit it: "Level 1-7 is the appropriate level".
PROPER = _of("""
    appropriate correct proper supported supportable applicable applies confirmed
""")
MEETS = _of("""
    meets meet met matches match matched comparable equate equates equal equivalent consistent satisfies satisfied falls
    corresponds equals fits equal commensurate reaches fully
""")
AGREES = _of("""
    agree agrees agreed concur concurs concurred accept accepts affirm affirmed uphold undisputed
""")
#: Those who claim, and what they do.
SIDES = _of("""
    benchmark standard illustration guide
    pd
    agency agencies appellant appellants activity command union employee employees incumbent incumbents supervisor
    management installation representative she he they department
""")
CLAIMS = _of("""
    believe believes believed claim claims claimed contend contends contended assert asserts asserted argue argues
    argued request requests requested seek seeks sought state states stated maintain maintains maintained propose
    proposes proposed recommend recommends recommended feel feels felt think thinks thought suggest suggests
    suggested dispute disputes disputed disagree disagrees disagreed rate rated evaluated evaluate evaluates
    credited credits credit assigned assigns assign determined awarded graded placed indicate indicates indicated
""")
#: What is assigned in the wording of a level, and is no credit: "work is assigned at this level".
WORK = _of("""
    positions jobs
    work assignments assignment tasks duties projects employees
""")
AT = _of("""
    and
    given points proper
    at with to as by the for a an is are was be been being factor this overall properly of under level levels our
    own correctly therefore accordingly thus hereby and only same total value we that position work's position's
    here it its lower higher next in
""")
RATINGS = _of("""
    evaluation rating crediting assignment determination assessment claim contention proposal
""")
SHORTENED = _of("""
    no mr ms mrs dr vs st para p pp sec inc co bmk approx u s e g i etc dept div
""")

# Lines ---------------------------------------------------------------------------------------------

#: A rest that begins with one of these goes on as a sentence.
VERBS = _of("""
    is are was were has have had and but which that because where when would can may must describes requires
    covers not does do represents involves includes assigned credited met meets as or if from through in on by to
    with applies provides states deals should also
""")
#: Words that make "is Level 1-7" a credit: "the proper level for this factor is Level 1-7".
NAMED = _of("""
    evaluation rating determination
    proper appropriate correct credited assigned factor
""")
#: What a heading calls the levels of a side.
RATED = _of("""
    evaluation rating level levels points assessment determination factors
""")
#: Words of the headings of a table.
COLUMNS = _of("""
    factor factors level levels points point pts assigned evaluation evaluated value values title standard
    standards used comments comment summary bmk fl etc element rating credited grade table remarks the and fes
""")
#: Headings of a column that holds what counts, and of one that holds what a side says.
OURS = _of("""
    opm our credited decision final decided evaluated findings determination hq audit
""")
THEIRS = _of("""
    agency appellant appellants employee claimed requested proposed current activity incumbent
""")
VERBAL = _of("""
    supports support supported
    is are was were has have not does can may must would should could describes requires meets met exceeds
    credited assigned evaluated unlike like than agency appellant
""")
TOTALS = _of("""
    total totals grand summary sum points point overall fes final combined
""")

# Totals and titles ---------------------------------------------------------------------------------

BETWEEN = _of("""
    points point pts assigned credited awarded value values of is are equals equal score all factors factor number
    for the this position to derived would be evaluation fes and count sum amount nine as follows
""")
CONVERTS = _of("""
    range converts convert converted equates equate equals falls fall within corresponds
""")
GRADE_LEADS = _of("""
    grade final gs conversion converted resulting resultant level assigned overall recommended range point points
    classification evaluated determination summary fes
""")
JOINS = _of("""
    and of for the in to &
""")
DECIDED = _of("""
    properly decision decided final correctly certify certified
""")
OTHERS = _of("""
    agency currently current appellant appellants requested employed request should would believes formerly former
    supervises supervised one two three compared similar positions
""")
TITLE_WORDS = _of("""
    position official working job proposed classification title titles and series grade of the
""")

# Rows ----------------------------------------------------------------------------------------------

#: Ends of a factor's name that stand on the line after its beginning.
TAILS = _of("""
    required by the position controls and effect of contacts demands environment authority exercised typical work
    directed conditions setting
""")
