"""How much one goal file may hold: far more than any official form, little enough that every step stays short.

Counts decide and never a clock, so that a file is judged alike on every machine.
"""

from __future__ import annotations

# Entries of all lists of that name in a file; indicators may stand below the items and below the document.
MOST_IN_ALL = {
    "items": 5_000,
    "indicators": 5_000,
    "values": 20_000,  # of several years, regions or groups
    "text": 5_000,
    "goal": 1_000,
    "review": 1_000,
    "accept": 1_000,
    "was": 100,
    "bodies": 5_000,  # these of a site's own lists
    "expected": 5_000,
    "absent": 5_000,
}
MOST_IN_A_LIST = 200  # of any other name, as schedule, footnotes, levels
MOST_KEYS = 200  # of one group of keys
MOST_CHARACTERS = 20_000  # of one text
# Of all texts of one list, in UTF-16 and with a line end between two: a cell of Excel holds no more.
MOST_TOGETHER = 32_767
# Characters of one item or indicator, without those in it: a row, which no page of a document divides.
MOST_IN_AN_ENTRY = 40_000
# Characters of a file that stand in no item, indicator or paragraph: they are all on the first page.
MOST_BESIDE = 100_000
PARAGRAPHS = {"text"}  # lists of that name are prose, each text a paragraph of its own
DIVIDED = {"items", "indicators", *PARAGRAPHS}  # lists whose entries a long document has on several pages
