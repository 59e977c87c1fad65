"""How people spell the types of acts."""

import re

DPCM = "decreto.del.presidente.del.consiglio.dei.ministri"
DPR = "decreto.del.presidente.della.repubblica"
_LGS = r"(?:d{1,2}|dec(?:r|reti?o?)?) ?\.?[ -]?l(?:\.?[ -]?gs(?:\.? ?vo)?|eg(?:isl|\.? ?vo|s)?|g|\.? ?vo)(?: ?\.|(?!\w))"
#: type → the spellings of its name, in flat text; the first that matches wins
_TYPES = {
    "legge.costituzionale": r"legg[ei] +cost(?:ituzional[ei]|\.)|l{1,2}\. *cost(?:it)?(?:\.|uzional[ei])|l\. ?c\.(?= *[0-9])",
    "decreto.legislativo.luogotenenziale": r"d\. ?l(?:gs)?\.? ?l(?:gt|uog)\.?|decret[oi] +legislativ[oi] +luogotenenzial[ei]",
    "decreto.legislativo.del.capo.provvisorio.dello.stato": r"d\. ?l(?:gs)?\. ?c\. ?p\. ?s\.|decreto +legislativo +del +capo +provvisorio +dello +stato",
    "decreto.del.capo.provvisorio.dello.stato": r"d\. ?c\. ?p\. ?s\.|decreto +del +capo +provvisorio +dello +stato",
    "decreto.luogotenenziale": r"decret[oi] +luogotenenzial[ei]|d\. ?lgt\.",
    "regio.decreto.legge": r"(?:regi[oi]|r\.) +decret[oi][ -]+legge|r\. ?d\. ?l\.|rdl(?!\w)",
    "regio.decreto.legislativo": r"regio +decreto +legislativo|r\. ?d\. ?lgs\.",
    "regio.decreto": r"(?:regi[oi]|r\.) +decret[oi]|r\. ?d\.|rd(?= )",
    "decreto.legislativo": r"decret[oi][ -]+legislativ[oi]|" + _LGS,
    "decreto.legge": r"decret[oi] ?-? ?legge|d\. ?-?l\.|d\.?l\.?(?= ?(?:n|[0-9]))|dd\. ?ll\.",
    DPR: r"decret[oi] +del +presidente +della +repubblica|d{1,2}\.? ?p{1,2}\.? ?r{1,2}(?:\.|(?!\w))(?! ?g\.)",
    DPCM: r"decret[oi] +del +presidente +del +consiglio(?: +dei +ministri)?|d{1,2}\.? ?p{1,2}\.? ?c{1,2}\.? ?m{1,2}(?:\.|(?!\w))",
    "ordinanza.del.presidente.del.consiglio.dei.ministri": r"ordinanz[ae] +del +presidente +del +consiglio(?: +dei +ministri)?|o\.? ?p\.? ?c\.? ?m(?:\.|(?!\w))",
    "dpgr": r"decreto +del +presidente +della +giunta +regionale|d\.? ?p\.? ?g\.? ?r(?:\.|(?!\w))|decreto +del +presidente +della +regione",
    "regolamento.regionale": r"regolament[oi] +regional[ei]|reg\. ?reg\.|r\. ?r\.(?= *(?:n|[0-9]|[a-z]+ +(?:n|[0-9])))",
    "dgr": r"deliber(?:a|e|azione|azioni) +(?:della +)?(?:giunta +(?:regional|provincial)e|g\. ?[rp]\.)|d\.? ?g\.? ?[rp](?:\.|(?!\w))",
    "dcr": r"deliber(?:a|e|azione|azioni) +(?:del +)?consiglio +regionale|d\. ?c\. ?r\.|dcr(?!\w)",
    "legge.regionale": r"l\.? ?r\.? ?t(?:\.|(?!\w))|legg[ei] +regional[ei]|legg[ei] +reg\.|l{1,2}\.? ?r{1,2}(?:\.|(?!\w))|l\. ?reg\.",
    "legge.provinciale": r"legg[ei] +provincial[ei]|l{1,2}\.? ?p{1,2}(?:\.|(?!\w))|l\. ?prov\.",
    "direttoriale": r"decret[oi] +direttorial[ei]|d\. ?d\.(?= )",
    "interministeriale": r"decret[oi] +interministerial[ei]|d\. ?i\.(?= )",
    "ministeriale": r"decret[oi] +ministerial[ei]|d{1,2}\. ?m{1,2}\.|d\.m|d{1,2}m{1,2}(?!\w)|decret[oi] +min\.",
    "decreto": r"decret[oi]|decr\.|d\.(?= *(?:min|mlps|mef))",
    "legge": r"(?:legg[ei]|lege(?= +(?:n\.? ?)?[0-9]))(?:[ -](?:quadro|delega|cornice))?|l{1,2}\.(?! ?(?!n)[a-z]\.)|l(?= ?(?:n\.? ?)?[0-9]{1,4} ?[/-] ?[0-9]{2})|l(?= n\. ?[0-9])|i\.(?= ?(?:n\. ?)?[0-9]{1,4} ?(?:/|del ))",
}
#: acts of ministries, of the Agenzia delle entrate, of the Conferenze: their own readers read them
PRACTICE = {
    "circolare": r"circolar[ei](?!\w)|circ(?:\.|(?!\w))",
    "nota": r"not[ae](?!\w)",
    "risposta": r"rispost[ae](?:(?: +agli| +alle| +ad?| +all'| +alla)? *(?:istanz[ae] +di +)?interpell[oi])?(?!\w)|interpell[oi](?!\w)",
    "risoluzione": r"risoluzion[ei](?!\w)|ris\.",
}
AGREEMENTS = {"intesa": r"intes[ae](?!\w)", "accordo": r"accord[oi](?!\w)"}
_TYPES |= PRACTICE | AGREEMENTS
_HEAD = re.compile("|".join(f"(?P<t{i}>(?:{p}))" for i, p in enumerate(_TYPES.values())))
_NAMES = tuple(_TYPES)


def type_at(text: str, position: int) -> tuple[str, int]:
    """The type of act whose name stands at `position`, and where it ends; ("", position) if none."""
    head = _HEAD.match(text, position)
    if head is None or head.lastgroup is None:
        return "", position
    return _NAMES[int(head.lastgroup[1:])], head.end()
