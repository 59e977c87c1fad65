"""How people spell courts, kinds of decisions and sections."""

import re

#: code of the court in ECLI → its spellings in flat text
COURTS = {
    "COST": r"corte +cost(?:ituzionale|\.(?:le)?|(?!\w))|c\. ?cost\.|corte +c\.(?= )|consulta(?!\w)",
    "CASS": r"(?:corte +(?:suprema +)?di +)?cassazione|cass\.|suprema +corte(?: +di +cassazione)?|c\. ?cass\.",
    "CDS": r"consiglio +di +stato|cons\. ?(?:di )?(?:stato|st\.)|cons(?:iglio)? +stato|c\. ?d\. ?s\.|cds(?!\w)|ad(?:unanza|\.) ?plen(?:aria|\.)",
    "CGARS": r"c\. ?g\. ?a\. ?(?:r\. ?)?(?:s\.)?|cgars?(?!\w)|cons(?:iglio|\.) +(?:di +)?giust(?:izia|\.) +amm(?:inistrativa|\.)(?: +(?:per +la +)?(?:reg(?:ione|\.) +)?sicilian?a?)?",
    "CONT": r"corte +(?:dei +)?conti|c\. ?(?:dei )?conti|c\. ?conti|sezion[ei] +regional[ei] +di +controllo|src(?= +[a-z])",
    "TAR": r"t\. ?a\. ?r\.?(?!\w)|tar(?!\w)|trib(?:unale|\.) +(?:amministrativo|amm\.) +reg(?:ionale|\.)|t\. ?r\. ?g\. ?a\.|trga(?!\w)|tribunale +regionale +di +giustizia +amministrativa",
    "ANAC": r"a\.? ?n\.? ?a\.? ?c\.?(?!\w)|autorit(?:à|a') +(?:nazionale|naz\.) +anti-?corruzione|avcp(?!\w)|a\. ?v\. ?c\. ?p\.|autorit(?:à|a') +(?:per +la +vigilanza|di +vigilanza) +sui +contratti +pubblici",
}
_KINDS = {
    "SENT": r"sentenz[ae]|sent(?:\.|(?= ?[n0-9]))|sentt\.|pronunci?[ae]|decision[ei]|dec\.",
    "ORD": r"ordinanz[ae]|ord\.",
    "DEC": r"decret[oi](?= |,)",
    "DEF": r"parer[ei]|par\.",
    "delibera": r"deliber(?:a|e|azione|azioni)|delib\.|del\.",
    "determinazione": r"determinazion[ei]|determina|det\.",
    "comunicato": r"comunicat[oi]",
}
COURT = re.compile("|".join(f"(?P<{code}>{spelling})" for code, spelling in COURTS.items()))
KIND = re.compile(
    "|".join(f"(?P<{name}>(?:{spelling})(?!\\w))" for name, spelling in _KINDS.items())
)
_ROMAN = r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2})"
SECTION = re.compile(
    r"(?:sez(?:ion[ei]|\.)?|s\.(?= ?(?:un|[ivx]))) *+(?:d(?:i|el|elle) +)?+(?:u(?:n(?:ite|\.)?)?(?![a-z])|lav(?:oro|\.)?|trib(?:utaria|\.)?|civ(?:ile|\.)?|pen(?:ale|\.)?|feriale|plenaria"
    rf"|riun(?:ite|\.)|giur(?:isdizional[ei]|\.)?|reg(?:ional[ei]|\.)?|contr(?:ollo|\.)?|autonom[ei]|aut\.|centrale|app(?:ello|\.)?|consultiva|atti +normativi|prima|seconda|terza|quarta|quinta|sesta|settima"
    rf"|{_ROMAN}(?: ?- ?[0-9])?(?![a-z0-9])\.?|[0-9](?: ?[°^a])?(?: ?- ?[0-9])?(?![0-9])\.?)"
    rf"|(?:{_ROMAN}|[0-9] ?[°^a]|prima|seconda|terza|quarta|quinta|sesta|settima) *+sez(?:ione|\.)"
    r"|ss\. ?uu\.?(?: ?(?:civ|pen)(?:ili|ali|\.))?|ssuu|s\. ?u\.|sezioni +(?:unite|riunite)(?: +(?:civili|penali))?|ad(?:unanza|\.) ?(?:plen(?:aria|\.)|gen(?:erale|\.))|a\. ?p\.(?= )"
    r"|comm(?:issione|\.) ?spec(?:iale|\.)|civ(?:ile|\.)|pen(?:ale|\.)|lav(?:oro|\.)|trib\.|quater|bis|ter|stralcio"
    rf"|{_ROMAN}(?= *,)"
    r"|(?:per +(?:il|la) +|della +)?(?:controllo|contr\.|centrale|reg(?:ionale|\.)|giur(?:isdizionale|\.)?|app(?:ello|\.)|cont(?:rollo|\.)|delle +autonomie|aut(?:onomie|\.))"
)
