"""What is printed: running text in three languages from Debian's word lists, and the rest of a page's print: numbers,
dates, amounts, addresses, headings, labels with values, leaders, and strings that no dictionary helps with."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Callable, Iterator

from training.installed import installed
from training.vocabulary import ASCII, CHARACTERS, LETTERS

LONGEST_WORD = 16
WORD_LISTS = {language: installed(f"/usr/share/dict/{name}")
              for language, name in (("en", "american-english"), ("de", "ngerman"), ("fr", "french"))}

_ENGLISH = ("the of and to in a is that for it as was with be by on not he I his but at are this have from or had an "
            "they which one you were all her she there would their we him been has when who will no more if out so up "
            "said what its about than into them can only other time new some could these two may first then do any "
            "like my now over such our me even most made after also did many off before must well back through years "
            "where much your way down should because long each just state those people too").split()
_GERMAN = ("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
           "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum haben nur oder aber vor zur "
           "bis mehr durch man sein wurde wir ich Sie Jahr zwei Jahre unter gegen kann schon wenn seine ihre würde "
           "können müssen sehr geehrte Damen Herren Grüßen Straße größer möglich").split()
_FRENCH = ("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se le ce il sont la aux "
           "son avec ont été cette à comme mais où nous vous leur même être fait deux tout après années très "
           "d'une l'on qu'il c'est n'est l'année j'ai peut bien dont sans français où ça déjà premier dès").split()


@lru_cache(maxsize=None)
def _words(language: str) -> tuple[str, ...]:
    """The language's list, words of our characters only. Files of wamerican, wngerman and wfrench."""
    allowed = frozenset(CHARACTERS)
    words = (line.strip() for line in WORD_LISTS[language].read_text(encoding="utf-8").splitlines())
    return tuple(word for word in words if 0 < len(word) <= LONGEST_WORD and allowed.issuperset(word)
                 and not word.endswith("'s"))


def _quoted(r: random.Random, language: str, text: str) -> str:
    pairs = {"en": ("“%s”", "‘%s’", '"%s"', "'%s'", "(%s)", "[%s]"), "de": ("„%s“", "‚%s‘", "»%s«", '"%s"', "(%s)"),
             "fr": ("« %s »", "«%s»", "“%s”", '"%s"', "(%s)")}
    return r.choice(pairs[language]) % text


def _ended(r: random.Random, language: str, word: str) -> str:
    mark = r.choices(".,;:!?…", (34, 44, 5, 6, 4, 5, 1))[0]
    spaced = language == "fr" and mark in ";:!?" and r.random() < 0.6
    return word + (" " if spaced else "") + mark


def running_words(r: random.Random, language: str) -> Iterator[str]:
    """Words without end, in sentences: capitals after a full stop, commas, quotes, dashes, the odd number."""
    common = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH}[language]
    rare = _words(language)
    opens = r.random() < 0.5
    while True:
        word = r.choice(common) if r.random() < 0.4 else r.choice(rare)
        if r.random() < 0.03:
            word = number(r)
        elif opens:
            word = word[0].upper() + word[1:]
        opens = False
        if r.random() < 0.03:
            word = _quoted(r, language, word)
        if "'" in word and r.random() < 0.5:
            word = word.replace("'", "’")
        if r.random() < 0.02:
            word += "-" + r.choice(rare)
        if r.random() < 0.17:
            word = _ended(r, language, word)
            opens = word[-1] in ".!?…"
        elif r.random() < 0.02:
            word += r.choice((" –", " -", " —", " &", " /"))
        yield from word.split(" ")


def number(r: random.Random) -> str:
    kind = r.randrange(8)
    if kind == 0:
        return str(r.randint(0, 99))
    if kind == 1:
        return str(r.randint(1500, 2050))
    if kind == 2:
        return f"{r.uniform(0, 1000):.{r.randint(1, 3)}f}"
    if kind == 3:
        return f"{r.uniform(0, 1000):.{r.randint(1, 2)}f}".replace(".", ",")
    if kind == 4:
        return f"{r.randint(1000, 9999999):,}".replace(",", r.choice((",", ".", " ")))
    if kind == 5:
        return f"{r.randint(0, 100)}{r.choice(('%', ' %', '°', ' kg', ' cm', ' km', ' €', ' m²', 'th', '.'))}"
    if kind == 6:
        return f"{r.choice('+-–±')}{r.randint(0, 999)}"
    return str(r.randint(0, 99999))


def date(r: random.Random) -> str:
    day, month, year = r.randint(1, 31), r.randint(1, 12), r.randint(1900, 2035)
    months = r.choice(("January February March April May June July August September October November December",
                       "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
                       "janvier février mars avril mai juin juillet août septembre octobre novembre décembre")).split()
    return r.choice((f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}", f"{day}.{month}.{year}",
                     f"{day:02d}.{month:02d}.{year % 100:02d}", f"{day}. {months[month - 1]} {year}",
                     f"{months[month - 1]} {day}, {year}", f"{day} {months[month - 1]} {year}",
                     f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}"))


def amount(r: random.Random) -> str:
    value = r.choice((r.uniform(0, 100), r.uniform(0, 10000), float(r.randint(1, 500))))
    english, german = f"{value:,.2f}", f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return r.choice((f"${english}", f"£{english}", f"€{english}", f"{german} €", f"EUR {german}", f"{german}", english,
                     f"USD {english}", f"CHF {english}"))


def word(r: random.Random) -> str:
    """One word of any of the languages, with a capital or without."""
    found = r.choice(_words(r.choice(("en", "en", "de", "fr"))))
    return found[0].upper() + found[1:] if r.random() < 0.5 else found


def _label(r: random.Random) -> str:
    found = word(r)
    return found[0].upper() + found[1:]


def _leader(r: random.Random) -> str:
    return f"{_label(r)} {r.choice(('.', ' .', '. ')) * r.randint(3, 8)} {r.randint(1, 400)}"


def _address(r: random.Random) -> str:
    name, host = r.choice(_words("en")).lower(), r.choice(_words("en")).lower()
    domain = f"{host}.{r.choice(('com', 'org', 'net', 'de', 'fr', 'eu'))}"
    return r.choice((f"{name}@{domain}", f"www.{domain}", f"https://{domain}/{name}",
                     f"{_label(r)}str. {r.randint(1, 200)}", f"{r.randint(10000, 99999)} {_label(r)}",
                     f"+{r.randint(1, 99)} {r.randint(10, 999)} {r.randint(1000, 9999999)}"))


def _code(r: random.Random) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    kind = r.random()
    if kind < 0.5:
        return "".join(r.choice(letters) for _ in range(r.randint(2, 10)))
    if kind < 0.7:
        return "".join(r.choice(ASCII[1:]) for _ in range(r.randint(2, 9)))
    if kind < 0.85:
        return "".join(r.choice(LETTERS if r.random() < 0.6 else letters) for _ in range(r.randint(2, 9)))
    return f"{r.choice(letters)}{r.choice(letters)}-{r.randint(0, 99999):05d}/{r.randint(0, 99)}"


def form_words(r: random.Random) -> Iterator[str]:
    """One line of a form, a bill or a list, then whatever fits behind it."""
    while True:
        kind = r.choices((number, date, amount, _address, _code, _leader, _label), (2, 2, 3, 2, 3, 0.5, 1))[0]
        text = kind(r)
        if r.random() < 0.35 and kind in (number, date, amount, _code):
            text = f"{_label(r)}{r.choice((': ', ' ', ' = ', ' - ', ' / ', ' & ', ' # '))}{text}"
        elif r.random() < 0.1:
            text = r.choice(("• ", "- ", "– ", "* ", "1. ", "a) ", "§ ", "(1) ", "[2] ")) + text
        yield from text.split(" ")


def word_streams(r: random.Random) -> Callable[[], Iterator[str]]:
    """What a whole tile is printed with: a maker of endless words, one stream a text or one a line of a form."""
    kind = r.random()
    if kind < 0.72:
        language = r.choices(("en", "de", "fr"), (50, 30, 20))[0]
        stream = running_words(r, language)
        return lambda: stream
    if kind < 0.8:
        language = r.choice(("en", "de", "fr"))
        style = r.choice((str.upper, str.title))
        stream = (style(word) for word in running_words(r, language))
        return lambda: stream
    return lambda: form_words(r)
