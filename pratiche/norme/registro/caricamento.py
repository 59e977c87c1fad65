"""Loading the register's files: all or nothing, repeatable, and never over what editors changed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from piattaforma.citazioni import parse_identifier
from piattaforma.nucleo.documents import DocumentError
from piattaforma.nucleo.letture import refresh_readings
from piattaforma.nucleo.models import Livello, Termine
from piattaforma.nucleo.refusals import ImportRefused, in_words

from ..models import (
    Articolo,
    ArticoloOrientamento,
    ChiaveRegistro,
    DecisionePosizione,
    InterpretazionePronuncia,
    Norma,
    Orientamento,
    PosizioneOrientamento,
    Pronuncia,
    RelazionePronuncia,
    SchedaRegistrata,
    VersioneArticolo,
)
from ..operations import read_again, record_check, touch_articles
from ..registrazione import open_record, register
from .lettura import SchedaFile, read_register
from .ufficiale import as_loaded, is_as_loaded, write_official_side, write_states

CARTELLA = Path(__file__).with_name("dati")


@dataclass
class EsitoRegistro:
    """What a loading did, by file."""

    nuove: list[str] = field(default_factory=list)
    aggiornate: list[str] = field(default_factory=list)
    invariate: list[str] = field(default_factory=list)
    #: edited or taken down in the admin since they were loaded, and left as they are
    lasciate: list[str] = field(default_factory=list)


def load_register(*, folder: Path = CARTELLA, overwrite: bool = False) -> EsitoRegistro:
    """Publish the records of a folder: all of them or none.

    An unchanged file does nothing; what editors changed since it was loaded is left and reported,
    unless `overwrite`. Raises `ImportRefused`, with file and line of every error.
    """
    records, errors = read_register(folder)
    topics = {t.codice: t for t in Termine.objects.filter(vocabolario=Termine.Vocabolario.TEMI)}
    errors += [
        record.error(f"«{code}» non è il codice di un tema.", "temi", place)
        for record in records
        for place, code in enumerate(record.valori["temi"])
        if code not in topics
    ]
    if errors:
        raise ImportRefused([str(error) for error in errors])
    with transaction.atomic():
        loading = _Caricamento(topics, overwrite=overwrite)
        for record in records:
            loading.load(record)
        if loading.errori:
            raise ImportRefused([str(error) for error in loading.errori])
    # Acts of many articles are left to the job: here nobody waits for it.
    refresh_readings(Articolo)
    return loading.esito


class _Caricamento:
    """One loading under way."""

    def __init__(self, topics: dict[str, Termine], *, overwrite: bool) -> None:
        self.esito = EsitoRegistro()
        self.errori: list[DocumentError] = []
        self._topics = topics
        self._overwrite = overwrite
        #: the official side to be kept with the record under way
        self._official: dict[str, Any] = {}
        self._known = {row.file: row for row in SchedaRegistrata.objects.all()}

    def load(self, record: SchedaFile) -> None:
        known = self._known.get(record.nome)
        if known is not None and known.impronta == record.impronta and not self._overwrite:
            self.esito.invariate.append(record.nome)
            return
        try:
            with transaction.atomic():
                self._official = known.ufficiale if known else {}
                revision = _LOADERS[record.tipo](self, record, known)
        except ValidationError as problem:
            name = next(iter(getattr(problem, "message_dict", {"identificatore": []})))
            self.errori.append(record.error(in_words(problem), name))
            return
        SchedaRegistrata.objects.update_or_create(
            file=record.nome,
            defaults={
                "impronta": record.impronta,
                "revision": revision,
                "ufficiale": self._official,
            },
        )

    def atto(self, record: SchedaFile, known: SchedaRegistrata | None) -> Any:
        values = record.valori
        identifier = parse_identifier(values["identificatore"])
        key = ChiaveRegistro.objects.filter(chiave=identifier.chiave).first()
        norma = key.norma if key else None
        is_new = norma is None
        if norma is None:
            norma = Norma(titolo_breve=values["titolo_breve"], live=False)
            norma.save()
            open_record(norma=norma, identificatore=identifier, genere=values["genere"])
        loaded = known.ufficiale if known else {}
        is_ours = is_new or self._overwrite or is_as_loaded(norma, loaded)
        if is_ours:
            write_official_side(norma, identifier, values)
        else:
            self.esito.lasciate.append(f"{record.nome} (dati ufficiali)")
        changed = _articles(
            norma,
            values,
            overwrite=self._overwrite,
            left=None if is_ours else loaded.get("articoli", {}),
        )
        if is_ours:
            write_states(norma, values)
            self._official = as_loaded(norma, values)
        fields = {
            "titolo_breve": values["titolo_breve"],
            "alias": "\n".join(values["alias"]),
            "sintesi": values["sintesi"],
            "nota": values["nota"],
            "fonte": values["sintesi_fonte"],
            "livello": values["sintesi_livello"],
        }
        revision = self._publish(record, norma, fields, known, is_new=is_new)
        if not is_new and norma.live:
            read_again(oggetto=norma)
            for article in changed:
                read_again(oggetto=article)
            touch_articles(norma=norma)
        return revision

    def decisione(self, record: SchedaFile, known: SchedaRegistrata | None) -> Any:
        values = record.valori
        identifier = parse_identifier(values["identificatore"])
        key = ChiaveRegistro.objects.filter(chiave=identifier.chiave).first()
        decision = key.pronuncia if key else None
        is_new = decision is None
        plain = (
            "organo", "sede", "sezione", "tipo", "data", "ecli", "url", "territorio", "esito",
            "esito_nota", "in_una_riga", "fatto", "massima", "implicazioni", "guida", "nota",
            "fonte", "livello",
        )  # fmt: skip
        fields = {name: values[name] for name in plain}
        fields["principi"] = "\n".join(" ".join(one.split()) for one in values["principi"])
        if decision is None:
            decision = Pronuncia(identificatore=str(identifier), live=False, **fields)
            decision.save()
            register(record=decision, identificatore=identifier)
        children = {
            "interpretazioni": [
                InterpretazionePronuncia(
                    identificatore=row["id"], perche=row["perche"], sort_order=n
                )
                for n, row in enumerate(values["interpreta"])
            ],
            "relazioni": [
                RelazionePronuncia(
                    tipo=row["tipo"], verso=row["verso"], nota=row["nota"], sort_order=n
                )
                for n, row in enumerate(values["relazioni"])
            ],
        }
        return self._publish(record, decision, fields | children, known, is_new=is_new)

    def orientamento(self, record: SchedaFile, known: SchedaRegistrata | None) -> Any:
        values = record.valori
        plain = ("domanda", "al", "in_breve", "fonte", "livello")
        fields: dict[str, Any] = {name: values[name] for name in plain}
        question = Orientamento.objects.filter(codice=values["codice"]).first()
        is_new = question is None
        if question is None:
            question = Orientamento(codice=values["codice"], live=False, **fields)
            question.save()
        fields["articoli"] = [
            ArticoloOrientamento(identificatore=one, sort_order=n)
            for n, one in enumerate(values["articoli"])
        ]
        fields["posizioni"] = [_side(row, n) for n, row in enumerate(values["posizioni"])]
        return self._publish(record, question, fields, known, is_new=is_new)

    def _publish(
        self,
        record: SchedaFile,
        row: Any,
        fields: dict[str, Any],
        known: SchedaRegistrata | None,
        *,
        is_new: bool,
    ) -> Any:
        """Put the editorial side live, unless editors have changed it since it was loaded."""
        loaded = known.revision_id if known else None
        edited = not is_new and (loaded != row.latest_revision_id or not row.live)
        if edited and not self._overwrite:
            self.esito.lasciate.append(record.nome)
            return known.revision if known else None
        for name, value in fields.items():
            setattr(row, name, value)
        row.temi.set([self._topics[code] for code in record.valori["temi"]])
        row.full_clean()
        revision = row.save_revision(clean=False)
        revision.publish()
        row.refresh_from_db()
        _checked(row, record.valori)
        (self.esito.nuove if is_new else self.esito.aggiornate).append(record.nome)
        return revision


#: What is told of a check: by level.
_LETTURE = {
    Livello.LETTO: "Letta sul testo.",
    Livello.SECONDARIA: "Letta in una fonte secondaria.",
}
_LOADERS: dict[str, Callable[..., Any]] = {
    "atti": _Caricamento.atto,
    "decisioni": _Caricamento.decisione,
    "orientamenti": _Caricamento.orientamento,
}


def _checked(row: Any, values: dict[str, Any]) -> None:
    """Who wrote the file says when it was read; what is still to confirm was not checked."""
    levels = {values["livello"], values.get("sintesi_livello", values["livello"])}
    day = values.get("letto_il")
    if day is not None and Livello.DA_CONFERMARE not in levels:
        record_check(oggetto=row, nota=_LETTURE[Livello(row.livello)], il=day)


def _side(row: dict[str, Any], order: int) -> PosizioneOrientamento:
    side = PosizioneOrientamento(titolo=row["titolo"], sintesi=row["sintesi"], sort_order=order)
    side.decisioni = [
        DecisionePosizione(identificatore=one["id"], perche=one["perche"], sort_order=n)
        for n, one in enumerate(row["decisioni"])
    ]
    return side


def _articles(
    norma: Norma, values: dict[str, Any], *, overwrite: bool, left: dict[str, str] | None
) -> list[Articolo]:
    """Write what the file says of each article; returns those whose words changed.

    `left`: the articles of the last loading, where the act has been edited since. They stay where
    they stand, and those that are gone stay away.
    """
    there = {article.numero: article for article in norma.articoli.all()}
    changed = []
    for order, row in enumerate(values["articoli"], start=1):
        article = there.get(row["numero"])
        if article is None:
            if left is not None and row["numero"] in left:
                continue
            article = Articolo(norma=norma, numero=row["numero"], ordine=order * 10)
        if left is None or article.pk is None:
            article.dove = row["dove"] or article.dove
            article.full_clean(exclude=["norma"])
            article.save()
        if _summary(article, row, values, overwrite=overwrite):
            changed.append(article)
    return changed


def _summary(
    article: Articolo, row: dict[str, Any], values: dict[str, Any], *, overwrite: bool
) -> bool:
    """Our own words go on the version of today; those that an editor wrote since are left."""
    summaries = {comma["numero"]: comma["sintesi"] for comma in row["commi"]}
    mark = _impronta(row["sintesi"], summaries)
    version = article.versioni.today().first() or VersioneArticolo(articolo=article, dal=row["dal"])
    if version.pk:
        is_own = version.registrata == _impronta(version.sintesi, version.sintesi_dei_commi)
        if version.registrata == mark or not (is_own or overwrite):
            return False
    version.sintesi = row["sintesi"]
    version.take_summaries(summaries)
    version.fonte = row["fonte"] or values["sintesi_fonte"]
    version.livello = row["livello"]
    version.registrata = mark
    if not version.ha_testo:
        version.rubrica = row["rubrica"]
    version.full_clean(exclude=["articolo"])
    version.save()
    return True


def _impronta(summary: str, commas: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps([summary, commas], sort_keys=True).encode()).hexdigest()
