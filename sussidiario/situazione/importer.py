"""Situations from a YAML file."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from piattaforma.nucleo.refusals import ImportRefused

from ..models import SchedaDiSituazione, Situazione
from ..scambio.importers.situazioni import read_situations


@transaction.atomic
def load_situations(path: Path) -> int:
    """Create the situations of a YAML file that are missing; those there stay as they are.

    Returns how many were made. Raises `ImportRefused`; nothing is written then.
    """
    files, problems = read_situations(path)
    there = set(Situazione.objects.values_list("codice", flat=True))
    made = 0
    for file in files:
        if file.codice in there:
            continue
        situation = Situazione(
            frase=file.valori["frase"],
            codice=file.codice,
            spiegazione=file.valori["spiegazione"],
            ordine=file.ordine,
        )
        situation.schede = [
            SchedaDiSituazione(codice=code, sort_order=n) for n, code in enumerate(file.schede)
        ]
        try:
            situation.full_clean()
            situation.save()
        except ValidationError as problem:
            problems += [
                file.error(f"{key}: {' '.join(said)}") for key, said in problem.message_dict.items()
            ]
            continue
        made += 1
    if problems:
        raise ImportRefused([str(problem) for problem in problems])
    return made
