"""Where each kind of page of the demonstration site answers: one address for each page type."""

#: page type → an address of the demonstration content with that type
PAGES = {
    "nucleo.HomePage": "/",
    "nucleo.IndicePage": "/notizie/",
    "nucleo.PaginaPage": "/metodo/",
    "nucleo.NotiziaPage": "/notizie/edizione-2026-online/",
    "sussidiario.SussidiarioPage": "/sussidiario/",
    "sussidiario.EdizionePage": "/sussidiario/2026/",
    "sussidiario.PartePage": "/sussidiario/2026/co-progettazione/",
    "sussidiario.SchedaPage": (
        "/sussidiario/2026/co-progettazione/quali-clausole-nella-convenzione/"
    ),
}
#: addresses that are no page: what they are → address
VIEWS = {
    "aggiornamenti": "/aggiornamenti/",
    "aggiornamenti filtrati": "/aggiornamenti/?tipo=nuovo",
    "edizione filtrata": "/sussidiario/2026/?strumento=co-progettazione",
    "confronto di due edizioni": "/sussidiario/confronta/",
    "differenze di una scheda": "/sussidiario/confronta/?da=2024&a=2026&scheda=3.2",
    "situazioni": "/sussidiario/situazioni/",
    "situazione": "/sussidiario/situazioni/rimborsare-il-personale/",
    "scheda superata": "/sussidiario/2024/co-progettazione/il-personale-e-rimborsabile/",
    "norma non riconosciuta": "/norme/vai?q=qwerty",
    "norma incerta": "/norme/vai?q=dm+72",
    "norme": "/norme/",
    "norme filtrate": "/norme/?genere=legge-regionale&stato=vigente",
    "atto": "/norme/dlgs-117-2017/",
    "atto abrogato": "/norme/dlgs-50-2016/",
    "articoli di un atto, cercati": "/norme/dlgs-117-2017/?q=volontari",
    "chi nomina un atto": "/norme/dlgs-117-2017/chi-applica/",
    "articolo": "/norme/dlgs-117-2017/art-55/",
    "articolo, un comma": "/norme/dlgs-117-2017/art-55/?comma=3",
    "articolo a una data": "/norme/dlgs-117-2017/art-55/?al=2020-01-01",
    "articolo mai citato": "/norme/lr-toscana-65-2020/art-1/",
    "chi applica un articolo": "/norme/dlgs-117-2017/art-55/chi-applica/?genere=decisioni",
    "giurisprudenza": "/giurisprudenza/",
    "decisione": "/giurisprudenza/tar-toscana-840-2026/",
    "decisione non letta": "/giurisprudenza/anac-delibera-32-2016/",
    "orientamenti": "/orientamenti/",
    "orientamento": "/orientamenti/co-programmazione-prima/",
    "glossario": "/glossario/",
    "glossario filtrato": "/glossario/?q=progetto&tema=scelta-dello-strumento",
    "voce del glossario": "/glossario/co-progettazione/",
    "ricerca": "/cerca/",
    "ricerca con una norma": "/cerca/?q=art+55+comma+3+cts+coprogettazzione",
    "ricerca filtrata": "/cerca/?q=personale&tipo=schede&tipo=articoli&pagina=2",
    "ricerca di un termine": "/cerca/?q=co-progettazione&ordine=data",
    "ricerca senza esito": "/cerca/?q=xilofono+zzqq&tipo=schede",
    "posta di prova": "/posta-di-prova/",
    "accesso": "/admin/login/",
}
#: shown to developers and tests only
COMPONENTS = "/componenti/"
#: status → an address that answers with it (`errore/` exists in tests only)
ERRORS = {
    400: "/errore/400/",
    403: "/errore/403/",
    404: "/questa-pagina-non-esiste/",
    429: "/errore/429/",
    500: "/errore/500/",
    503: "/errore/503/",
}
#: what machines read
MACHINES = [
    "/aggiornamenti/atom/",
    "/cerca/atom/?q=personale",
    "/cerca/suggerimenti/?q=perso",
    "/sitemap.xml",
    "/robots.txt",
    "/llms.txt",
    "/.well-known/security.txt",
    "/healthz",
    "/readyz",
]
#: every page in HTML that answers 200
READ = [*PAGES.values(), *VIEWS.values()]
