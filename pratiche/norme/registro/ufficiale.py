"""The official side of an act as its file says it, and what of it was changed since it was loaded."""

from typing import Any

from piattaforma.citazioni import Identificatore

from ..models import DatiNorma, Norma, RelazioneNorma, StatoNorma
from ..registrazione import correct_identifier
from ..vocabolari import Origine

#: Rows of imported texts are theirs: neither the file nor an editor wrote them.
_NOSTRE = (Origine.REGISTRO, Origine.REDAZIONE)


def official_side(norma: Norma, names: list[str], articles: list[str]) -> dict[str, Any]:
    """What the rows say now of these fields and articles: two that are equal were not edited between."""
    dati = DatiNorma.objects.get(norma=norma)
    states = norma.stati.filter(origine__in=_NOSTRE).values_list(
        "articolo__numero", "stato", "dal", "al", "per_effetto_di", "nota"
    )
    relations = norma.relazioni.filter(origine__in=_NOSTRE)
    there = norma.articoli.filter(numero__in=articles).values_list("numero", "dove")
    return {
        "dati": {name: str(getattr(dati, name)) for name in names},
        "stati": _as_kept(states),
        "relazioni": _as_kept(relations.values_list("tipo", "verso", "dal", "nota")),
        "articoli": dict(there),
    }


def _as_kept(rows: Any) -> list[list[str]]:
    return sorted([str(value) for value in row] for row in rows)


def is_as_loaded(norma: Norma, loaded: dict[str, Any]) -> bool:
    """Whether nobody changed what a loading wrote; without a loading, the rows are not its own."""
    if not loaded:
        return False
    return official_side(norma, list(loaded["dati"]), list(loaded["articoli"])) == loaded


def as_loaded(norma: Norma, values: dict[str, Any]) -> dict[str, Any]:
    """What a loading keeps, to be compared by the next one: only what its file says."""
    fields = _fields(values)
    names = ["identificatore", *(name for name, value in fields.items() if value)]
    numbers = [row["numero"] for row in values["articoli"]]
    return official_side(norma, names, numbers)


def write_official_side(norma: Norma, identifier: Identificatore, values: dict[str, Any]) -> None:
    correct_identifier(norma=norma, identificatore=identifier)
    dati = DatiNorma.objects.get(norma=norma)
    for name, value in _fields(values).items():
        # What the file leaves out an official text may have said.
        if value:
            setattr(dati, name, value)
    dati.full_clean()
    dati.save()
    norma.dati = dati
    norma.relazioni.filter(origine=Origine.REGISTRO).delete()
    for row in values["relazioni"]:
        RelazioneNorma(norma=norma, origine=Origine.REGISTRO, **row).save()


def write_states(norma: Norma, values: dict[str, Any]) -> None:
    norma.stati.filter(origine=Origine.REGISTRO).delete()
    for row in values["stati"]:
        StatoNorma(norma=norma, origine=Origine.REGISTRO, **row).save()
    articles = {article.numero: article for article in norma.articoli.all()}
    for row in values["articoli"]:
        if row["stato"]:
            StatoNorma(
                norma=norma,
                articolo=articles[row["numero"]],
                stato=row["stato"],
                dal=row["dal_stato"],
                per_effetto_di=row["per_effetto_di"],
                origine=Origine.REGISTRO,
            ).save()


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    published = values["pubblicazione"]
    return {
        "genere": values["genere"],
        "titolo": values["titolo"],
        "ambito": values["ambito"],
        "territorio": values["territorio"],
        "pubblicazione": published["dove"],
        "pubblicazione_numero": published["numero"],
        "pubblicazione_data": published["data"],
        "supplemento": published["supplemento"],
        "codice_redazionale": values["codice_redazionale"],
        "eli": values["eli"],
        "url": values["url"],
        "in_vigore_dal": values["in_vigore_dal"],
        "fonte": values["fonte"],
        "livello": values["livello"],
    }
