// What scripts add to pages that work without them.
import { addAnchors } from "./ancore";
import { explainTerms } from "./glossario";
import { followScroll } from "./indice";
import { enhanceMenu } from "./menu";
import { enablePrint } from "./stampa";

enhanceMenu();
followScroll();
addAnchors();
enablePrint();
explainTerms();
