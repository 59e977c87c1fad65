"""The documents over which every engine proves the contract: written for it, and for nothing else.

Each group of documents serves a few checks; words that a check counts stand in no other group.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document, Mark, Section
from search.planning.citations import cited_keys, record_keys
from search.planning.synonyms import Synonyms

#: Who asks, in tokens.
ANYONE = frozenset({PUBBLICO})
MEMBER = frozenset({PUBBLICO, "1"})
OFFICER = frozenset({PUBBLICO, "1", "1+2"})
NOBODY: frozenset[str] = frozenset()

CTS = "urn:nir:stato:decreto.legislativo:2017-07-03;117"
ART_55 = f"{CTS}~art55"
ART_55_COMMA_3 = f"{CTS}~art55-com3"
OTHER_117 = "urn:nir:stato:decreto.legislativo:2014-08-12;117"
PROCEDURE = "urn:nir:stato:legge:1990-08-07;241"
COSTITUZIONE = "urn:nir:stato:costituzione:1947-12-27"
CONSULTA = "ECLI:IT:COST:2020:131"
TOSCANA = "urn:nir:regione.toscana:legge:2020-07-22;65"
TOSCANA_UNNAMED = "urn:nir:regione:legge:2020;65"

GROUPS = Synonyms.of(
    [
        ["ETS", "enti del Terzo settore", "ente del Terzo settore"],
        ["PA", "pubblica amministrazione"],
        ["coprogettazione", "progettare insieme"],
    ]
)

#: (one form, another form): each stands in a document of its own and must find both.
FORMS = (
    ("patto", "patti"),
    ("ente", "enti"),
    ("legge", "leggi"),
    ("bene", "beni"),
    ("norma", "norme"),
    ("atto", "atti"),
    ("bando", "bandi"),
    ("delibera", "delibere"),
    ("quartiere", "quartieri"),
    ("dovere", "doveri"),
    ("convenzione", "convenzioni"),
    ("partecipare", "partecipazione"),
)


def document(
    uid: str,
    titolo: str,
    *testi: str,
    tipo: str = "schede",
    cita: Sequence[str] = (),
    record: str = "",
    lettori: Iterable[str] = ANYONE,
    nomi: Sequence[str] = (),
    temi: Sequence[str] = (),
    giorno: dt.date | None = None,
    dentro: Sequence[str] = (),
    stato: Sequence[str] = (),
    sommario: str = "",
    peso: float = 1.0,
) -> Document:
    """Make a document of a title and of texts, one a section."""
    keys = {key for identifier in cita for key in cited_keys(identifier)}
    sections = tuple(
        Section(f"Parte {n}" if n else "", testo, f"parte-{n}" if n else "")
        for n, testo in enumerate(testi)
    )
    if keys and sections:
        mark = Mark(0, len(sections[0].testo), tuple(sorted(keys)))
        sections = (Section(sections[0].titolo, sections[0].testo, "", (mark,)), *sections[1:])
    facets = {
        "tipo": (tipo,),
        "temi": tuple(temi),
        "anno": (str(giorno.year),) if giorno else (),
        "stato": tuple(stato),
    }
    return Document(
        uid=f"prova.{uid}",
        titolo=titolo,
        sezioni=sections,
        url=f"/{uid.replace(':', '/')}/",
        nomi=tuple(nomi),
        sommario=sommario,
        visibilita=frozenset(lettori),
        facce={facet: codes for facet, codes in facets.items() if codes},
        dentro=tuple(f"prova.{one}" for one in dentro),
        identita=record_keys(record) if record else (),
        citazioni=tuple(sorted(keys)),
        giorno=giorno,
        peso=peso,
        mostra={"genere": tipo.capitalize(), "occhiello": [tipo], "stato": None, "schema": ""},
    )


def _forms() -> Iterable[Document]:
    for one, another in FORMS:
        for form in (one, another):
            yield document(f"forma:{form}", f"Foglio {form}", f"Qui si legge {form}, e basta così.")


WORDS = [
    *_forms(),
    document(
        "elisione:dritta", "Chi firma", "Firma il dirigente per conto dell'ufficio procedente."
    ),
    document("elisione:curva", "Chi decide", "L’ufficio decide entro trenta giorni."),
    document("elisione:nuda", "Chi risponde", "Risponde ufficio per ufficio."),
    document("gazzetta:1", "Le attivita' svolte", "E' fatta salva la facolta' di recesso."),
    document("gazzetta:2", "L’attività svolta", "È salva la facoltà di recesso."),
    document("accento:con", "Misurare", "La qualità del servizio."),
    document("accento:senza", "Valutare", "La qualita' del servizio."),
    document("profit:non", "Imprese sociali", "Il settore non profit assume."),
    document("profit:solo", "Imprese di capitali", "Il settore profit investe, il profit cresce."),
    document("frase:dritta", "Spazi", "Gli orti urbani condivisi rinascono."),
    document("frase:rovescia", "Spazi altrui", "Condivisi, urbani, gli orti restano."),
    document("frase:articolo", "Spazi vicini", "La tutela degli argini. Ogni argine conta."),
    document("frase:stretta", "Spazi lontani", "Tutela argini e sponde."),
    document("giardino:scuola", "Giardino della scuola", "Un giardino curato dai genitori."),
    document("giardino:piazza", "Giardino in piazza", "Un giardino curato dai negozianti."),
    document("trattino:unita", "Primo verbale", "Si avvia la coprogettazione del centro."),
    document("trattino:segno", "Secondo verbale", "Si avvia la co-progettazione del centro."),
    document("trattino:curva", "Terzo verbale", "Si avvia la co‑progettazione del centro."),
    document("trattino:spazio", "Quarto verbale", "Si avvia la co progettazione del centro."),
    document("trattino:detta", "Sesto verbale", "Si è deciso di progettare insieme."),
    document("trattino:altra", "Quinto verbale", "Si avvia la progettazione del viale."),
    document("intesa:insieme", "Intesa Stato-Regioni", "L’intesa fra livelli di governo."),
    document("intesa:divise", "Intesa generale", "Lo Stato e le Regioni convengono."),
    document("sigla:ets", "Iscrizione", "Gli ETS si iscrivono al registro unico."),
    document(
        "sigla:estesa", "Cancellazione", "Un ente del Terzo settore si cancella dal registro."
    ),
    document("sigla:pa", "Accesso", "La PA risponde sempre."),
    document("sigla:amministrazione", "Istanza", "La pubblica amministrazione riceve istanze."),
    document("sigla:parola", "Ballo", "Il pa seguì il passo di danza."),
    document(
        "parti:lunga", "Guida lunga", "Premessa breve.", "La fideiussione si svincola.", "Fine"
    ),
]

LAW = [
    document("atto:cts", "Codice del Terzo settore", "Disciplina generale.", tipo="atti",
             record=CTS, nomi=["D.lgs. 117/2017", "CTS"], giorno=dt.date(2017, 7, 3)),
    document("articolo:55", "Coinvolgimento", "Le amministrazioni assicurano il coinvolgimento.",
             tipo="articoli", record=ART_55, dentro=["atto:cts"], nomi=["Articolo 55"]),
    document("articolo:56", "Contratti con volontari", "Rimborsi documentati, richiamato il 55.",
             tipo="articoli", record=f"{CTS}~art56", dentro=["atto:cts"], nomi=["Articolo 56"]),
    document("capitolo:55", "Un istituto nuovo", "Si muove dall’articolo citato.",
             tipo="capitoli", cita=[ART_55]),
    document("capitolo:comma", "Il terzo comma", "Si muove dal comma citato.",
             tipo="capitoli", cita=[ART_55_COMMA_3]),
    document("capitolo:codice", "Storia di una riforma", "Si muove dal codice, 55 pagine in tutto.",
             tipo="capitoli", cita=[CTS]),
    document("capitolo:fumo", "Art. 55 raccontato", "Articolo 55, codice, codice, settore, 117 2017.",
             tipo="capitoli"),
    document("atto:117-2014", "Rimedi risarcitori", "Detenuti e rimedi.", tipo="atti",
             record=OTHER_117, nomi=["D.lgs. 117/2014"]),
    document("atto:241", "Nuove norme sul procedimento amministrativo", "Il responsabile.",
             tipo="atti", record=PROCEDURE, nomi=["Legge 241/1990"]),
    document("nota:241", "Legge 241/90: legge 241/90 spiegata", "La 241 del 1990, legge 241/90.",
             cita=[PROCEDURE]),
    document("articolo:118", "Funzioni amministrative", "Attribuite ai Comuni.", tipo="articoli",
             record=f"{COSTITUZIONE}~art118"),
    document("nota:118", "Articolo 118 della Costituzione", "Art. 118 Cost., art. 118 Cost.",
             cita=[f"{COSTITUZIONE}~art118"]),
    document("decisione:131", "Il Terzo settore davanti alla Corte", "Non fondata la questione.",
             tipo="decisioni", record=CONSULTA, giorno=dt.date(2020, 6, 26)),
    document("nota:131", "La sentenza 131/2020, sentenza", "Sentenza 131 del 2020, una sentenza.",
             cita=[CONSULTA]),
    document("atto:toscana", "Norme di sostegno in Toscana", "Disposizioni.", tipo="atti",
             record=TOSCANA),
    document("nota:toscana", "La l.r. Toscana 65/2020", "Legge regionale Toscana n. 65 del 2020.",
             cita=[TOSCANA]),
    document("nota:regionale", "Una legge regionale", "Legge regionale senza nome.",
             cita=[TOSCANA_UNNAMED]),
]  # fmt: skip

NAMES = [
    document("glossario:sussidiarieta", "Sussidiarietà", "Principio di prossimità.",
             tipo="glossario", nomi=["Principio di sussidiarietà", "Sussidiarietà orizzontale"]),
    document("glossario:rete", "Amministrazione aperta", "Vedi le voci vicine.", tipo="glossario",
             sommario="Una definizione molto breve.", nomi=["Rete civica"]),
    document("nome:guida", "Guida all’affidamento degli immobili", "Passo per passo."),
    document("nome:immobili", "Immobili inutilizzati", "Come censirli."),
    document("nome:responsabilizzazione", "Responsabilizzazione diffusa", "Che cosa comporta."),
    document("nome:amministrazione", "L’amministrazione dialoga", "In che modo."),
    document("nome:html", "Tag <b>grassetto</b> & «virgolette»", "Il segno <script>alert(1)</script> resta."),
    document("simile:uno", "Portineria di borgata", "La portineria raccoglie pacchi, chiavi, vicinato."),
    document("simile:due", "Portinerie nel mondo", "Ogni portineria offre pacchi, chiavi, vicinato."),
    document("simile:figlia", "Orari di borgata", "Portineria, pacchi, chiavi, vicinato: orari.",
             dentro=["simile:uno"]),
    document("simile:altro", "Raccolta rifiuti", "Il calendario dei rifiuti."),
]  # fmt: skip

#: For counts: `cantiere` stands in all of them, `ponte` in some.
COUNTED = [
    document(
        f"cantiere:{n}",
        f"Cantiere numero {n}",
        "Un cantiere aperto." + (" Anche un ponte." if n % 3 == 0 else ""),
        tipo=("schede", "atti", "decisioni")[n % 3 if n % 4 else 0],
        temi=[tema for tema, step in (("ambiente", 2), ("cultura", 3), ("scuola", 5)) if n % step == 0],
        stato=["abrogato"] if n % 6 == 0 else (),
        giorno=dt.date(2018 + n % 4, 1 + n % 12, 1) if n % 7 else None,
        lettori=ANYONE if n % 5 else {"1"},
    )
    for n in range(24)
]  # fmt: skip

#: Documents that score the same, on a few days.
EQUAL = [
    document(f"seduta:{n}", "Resoconto sommario", "Seduta ordinaria, presenti tutti.",
             tipo="resoconti", giorno=dt.date(2024, 1, 1 + n % 5))
    for n in range(45)
]  # fmt: skip

#: Whoever may not read them finds nothing of them; `melograno` stands in all of them.
PRIVATE = [
    document("melo:pubblico", "Melograno in fiore", "Il melograno di tutti.",
             nomi=["Melograno nostro"], temi=["ambiente"]),
    document("melo:socio", "Melograno riservato", "Il melograno dei soci, parolasocio.", "Parolasocio ancora.",
             nomi=["Melograno dei soci"], lettori={"1"}, tipo="schede", temi=["riservato"]),
    document("melo:ufficio", "Melograno segreto", "Il melograno dell’ufficio, parolaufficio.",
             lettori={"1+2"}, tipo="atti", temi=["riservato"]),
    document("melo:gruppi", "Melograno di due gruppi", "Il melograno di due gruppi.", lettori={"1+2", "3"}),
    document("melo:nessuno", "Melograno sepolto", "Il melograno di nessuno, parolanessuno.", lettori=()),
]  # fmt: skip

COLLECTION: list[Document] = [*WORDS, *LAW, *NAMES, *COUNTED, *EQUAL, *PRIVATE]
