"""The documents of contents: read as readers get them, many at once. Only what somebody may find."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.text import slugify

from piattaforma.nucleo.contents import Contenuto, Voce, content_of
from piattaforma.nucleo.letture import Tenuta, kept_of_many
from piattaforma.nucleo.models import Termine
from piattaforma.riferimenti.models import Citazione

from ..contract import Document
from ..planning.citations import cited_keys, keys_of
from ..uids import uid_of
from .sections import sections_of


def documents_of(model: type[Model], keys: Iterable[int]) -> list[Document]:
    """The documents of those of `keys` that are live and that somebody may find."""
    content = content_of(model)
    if content is None or not content.si_cerca:
        return []
    return list(_Lettura(content, list(keys), _Termini()).documents())


class _Termini:
    """The vocabularies, read once when they are first asked for."""

    @cached_property
    def _rows(self) -> dict[int, tuple[str, str, int | None]]:
        rows = Termine.objects.values_list("pk", "vocabolario", "codice", "genitore_id")
        return {pk: (vocabulary, code, above) for pk, vocabulary, code, above in rows}

    def facets(self, keys: Iterable[int]) -> dict[str, tuple[str, ...]]:
        """Vocabulary → codes of these entries and of those above them."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for key in keys:
            above: int | None = key
            while above is not None and above in self._rows:
                vocabulary, code, above = self._rows[above]
                found[vocabulary][code] = None
        return {vocabulary: tuple(sorted(codes)) for vocabulary, codes in found.items()}


@dataclass
class _Lettura:
    """Some contents of one type, and what the database says of them."""

    contenuto: Contenuto
    chiavi: Sequence[int]
    termini: _Termini

    def documents(self) -> Iterator[Document]:
        contents = self.contenuto.da_cercare(self.chiavi)
        visible = [(one, tokens) for one in contents if (tokens := self.contenuto.visibilita(one))]
        keys = [one.pk for one, _ in visible]
        entries = self.contenuto.entries(keys)
        kept = kept_of_many(contenuto=self.contenuto, keys=keys)
        cited = self._citations(keys)
        for one, tokens in visible:
            if (entry := entries.get(one.pk)) is not None:
                yield self._document(one, tokens, entry, kept.get(one.pk), cited[one.pk])

    def _citations(self, keys: Sequence[int]) -> Mapping[int, list[Citazione]]:
        rows = Citazione.objects.filter(
            content_type=ContentType.objects.get_for_model(self.contenuto.modello),
            object_id__in=keys,
        )
        found: dict[int, list[Citazione]] = defaultdict(list)
        for row in rows.defer("frase").order_by("object_id", "ordine"):
            found[row.object_id].append(row)
        return found

    def _document(
        self,
        one: Any,
        tokens: frozenset[str],
        entry: Voce,
        kept: Tenuta | None,
        cited: list[Citazione],
    ) -> Document:
        content = self.contenuto
        day, state = content.giorno(one), content.stato(one)
        facets = {
            "tipo": (slugify(content.plurale),),
            **self.termini.facets(content.termini(one)),
            "anno": (str(day.year),) if day else (),
            "stato": (state.codice,) if state else (),
        }
        return Document(
            uid=uid_of(content, one.pk),
            titolo=entry.titolo,
            url=entry.url,
            nomi=tuple(content.nomi(one)),
            sommario=content.sommario(one),
            sezioni=sections_of(content, one, kept, cited),
            visibilita=tokens,
            facce={name: codes for name, codes in facets.items() if codes},
            dentro=tuple(uid_of(type(above), above.pk) for above in content.dentro(one)),
            identita=_once(key for i in content.identita(one) for key in keys_of(i)[:2][-1]),
            citazioni=_once(key for row in cited for key in cited_keys(row.identificatore)),
            giorno=day,
            peso=content.peso(one),
            posto=content.posto(one),
            mostra={
                "genere": content.genere,
                "occhiello": content.occhiello(one),
                "stato": state
                and {
                    "codice": state.codice,
                    "etichetta": state.etichetta,
                    "tono": state.tono,
                    "passato": state.passato,
                },
                "schema": content.schema,
                "rubrica": content.rubrica(one),
                "breve": content.titolo_dentro(one),
                "detto": content.detto,
            },
        )


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
