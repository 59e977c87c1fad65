"""Hypothesis strategies: identifiers of every family that the formatter writes."""

from datetime import date

from hypothesis import strategies as st

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.citazioni.act_types import STATE
from piattaforma.citazioni.acts import OF_THE_KINGS
from piattaforma.citazioni.registers import names, offices, places, tar_seats

MINISTERS = {"decreto.ministeriale", "decreto.interministeriale", "decreto.direttoriale"}
DPCM = "decreto.del.presidente.del.consiglio.dei.ministri"

days = st.dates(date(1948, 1, 1), date(2026, 11, 30)).map(date.isoformat)
years = st.integers(1948, 2026).map(str)
when = st.one_of(days, years)
# three figures: a fourth may be read as a note glued to the number of an act of that day
numbers = st.integers(1, 999).map(str)
latin = st.sampled_from(["", "", "bis", "ter", "quater", "quinquies", "octies"])
ordinals = st.builds("{}{}".format, st.integers(1, 300), latin)
small = st.builds("{}{}".format, st.integers(1, 30), latin)
letters = st.one_of(
    st.sampled_from("abcdefghilmnopqrstuvz"),
    st.builds(
        "{}{}".format,
        st.sampled_from("abcdefg"),
        st.sampled_from(["bis", "ter", "quinquies", "sexies"]),
    ),
)


@st.composite
def parts(draw: st.DrawFn) -> str:
    """`~art6bis-com2-letb-num1`, or a shorter part, or none."""
    depth = draw(st.integers(0, 4))
    pieces = [
        f"art{draw(ordinals)}",
        f"com{draw(small)}",
        f"let{draw(letters)}",
        f"num{draw(st.integers(1, 20))}",
    ][:depth]
    return "~" + "-".join(pieces) if pieces else ""


def _nir(authority: st.SearchStrategy[str], kinds: list[str]) -> st.SearchStrategy[str]:
    return st.builds(
        "urn:nir:{}:{}:{};{}{}".format, authority, st.sampled_from(kinds), when, numbers, parts()
    )


_kings = [kind for kind in STATE if kind.startswith(OF_THE_KINGS)]
state = st.one_of(
    _nir(st.just("stato"), sorted(STATE.keys() - MINISTERS - {*_kings})),
    st.builds(
        "urn:nir:stato:{}:{};{}{}".format,
        st.sampled_from(_kings),
        st.integers(1900, 1948),
        numbers,
        parts(),
    ),
)
dpcm = st.builds("urn:nir:stato:{}:{}{}".format, st.just(DPCM), days, parts())
ministers = st.one_of(
    _nir(st.sampled_from([one.autorita for one in offices()]), ["decreto"]),
    # no register holds a number above 9000: nothing tells whose decree it is
    st.builds(
        "urn:nir:stato:decreto.{}:{};9{}{}".format,
        st.sampled_from(["ministeriale", "interministeriale"]),
        days,
        st.integers(100, 999),
        parts(),
    ),
)
_regions = [one.autorita for one in places() if one.autorita.startswith("regione.")]
_provinces = [one.autorita for one in places() if one.autorita.startswith("provincia.")]
regions = st.one_of(
    _nir(st.sampled_from([*_regions, *_provinces, "regione", "provincia.autonoma"]), ["legge"]),
    _nir(st.sampled_from(_regions), ["regolamento"]),
    st.builds(
        "urn:nir:regione.toscana:regolamento.giunta:{};{}/R{}".format, when, numbers, parts()
    ),
    st.builds(
        "urn:nir:{};{}:deliberazione:{};{}".format,
        st.sampled_from(_regions),
        st.sampled_from(["giunta", "consiglio"]),
        when,
        numbers,
    ),
)
anac = st.builds(
    "urn:nir:autorita.nazionale.anticorruzione:{}:{};{}".format,
    st.sampled_from(["delibera", "determinazione", "parere"]),
    when,
    numbers,
)
practice = st.one_of(
    _nir(st.sampled_from([one.autorita for one in offices()]), ["circolare", "nota"]),
    _nir(st.just("agenzia.entrate"), ["circolare", "risoluzione", "risposta"]),
)
agreements = st.builds(
    "urn:nir:conferenza.{}:{}:{};{}".format,
    st.sampled_from(["unificata", "stato.regioni"]),
    st.sampled_from(["intesa", "accordo"]),
    when,
    numbers,
)
councils = st.builds(
    "urn:nir:{};consiglio:deliberazione:{}".format, st.sampled_from(_regions), days
)
_by_name = sorted(
    {str(one.identificatore) for one in names() if one.identificatore.annesso or one.is_ratifica}
)
codes = st.builds("{}~art{}".format, st.sampled_from(_by_name), ordinals)

_union_parts = parts().filter(lambda part: "num" not in part)
union = st.one_of(
    st.builds(
        "celex:3{}{}{:04}{}".format,
        st.integers(1960, 2026),
        st.just("R"),
        st.integers(1, 2999),
        _union_parts,
    ),
    st.builds(
        "celex:3{}{}{:04}{}".format,
        st.integers(1960, 2026),
        st.sampled_from("LD"),
        st.integers(1, 1900),
        _union_parts,
    ),
    st.builds("celex:6{}CJ{:04}".format, st.integers(1990, 2026), st.integers(1, 900)),
    st.builds("celex:12016{}/TXT~art{}".format, st.sampled_from("EMP"), st.integers(1, 350)),
)
_kinds = st.sampled_from(["SENT", "ORD", "DEC", ""])
_courts = [f"IT:{seat.codice}" for seat in tar_seats()] + ["IT:CDS", "IT:CGARS"]
decisions = st.one_of(
    st.builds("ECLI:IT:COST:{}:{}".format, st.integers(1956, 2026), numbers),
    st.builds(
        "ECLI:{}:{}:{}{}".format, st.sampled_from(_courts), st.integers(1975, 2026), numbers, _kinds
    ),
    st.builds(
        "ECLI:IT:CDS:{}:{}{}".format,
        st.integers(1975, 2026),
        numbers,
        st.sampled_from(["APLE", "PDEF"]),
    ),
    st.builds(
        "ECLI:IT:CASS:{}:{}{}".format,
        st.integers(1950, 2026),
        st.integers(1, 40000),
        st.sampled_from(["CIV", "PEN", ""]),
    ),
    st.builds(
        "ECLI:IT:CONT:{}:{}{}".format,
        st.integers(1975, 2026),
        numbers,
        st.sampled_from(
            [
                "SRCPIE-PAR",
                "SRCTOS",
                "SRCERO-VSG",
                "SGLAZ",
                "SEZAUT-QMIG",
                "APP1",
                "SSRRCO-CONT",
            ]
        ),
    ),
    st.builds("ECLI:EU:C:{}:{}".format, st.integers(1990, 2026), st.integers(1, 1200)),
)
spellings = st.one_of(
    *(
        state,
        dpcm,
        ministers,
        regions,
        anac,
        practice,
        agreements,
        councils,
        codes,
        union,
        decisions,
    )
)
identifiers: st.SearchStrategy[Identificatore] = spellings.map(parse_identifier)
