"""What search may cost, and what it cost: CPU, in milliseconds."""

from dataclasses import dataclass

#: A question of eight words and all facets of a broad one, at the size that the limit is for.
DOMANDA, FACCE, GRANDE = 2.0, 30.0, 100_000
#: Completion, 95 of 100.
COMPLETA_P95, MEDIO = 30.0, 10_000
#: 2,000 words indexed, at every size.
INDICE = 30.0


@dataclass(frozen=True, slots=True)
class Figures:
    documenti: int
    indice: float
    megabyte: float
    al_secondo: float
    domanda: float
    domanda_p95: float
    facce: float
    completa_p95: float


def broken(found: Figures) -> list[str]:
    """A sentence for each limit that is passed."""
    checks = [("2.000 parole indicizzate", found.indice, INDICE)]
    if found.documenti == GRANDE:
        checks += [("8 parole", found.domanda, DOMANDA), ("facce", found.facce, FACCE)]
    if found.documenti == MEDIO:
        checks.append(("completamento p95", found.completa_p95, COMPLETA_P95))
    return [
        f"{found.documenti} documenti, {name}: {value:.1f} ms, massimo {most:.0f}"
        for name, value, most in checks
        if value > most
    ]
