// Written by the builder once; App shows its own routes.
import Boats from "./pages/Boats";
import Attic from "./pages/Attic";

export const PAGES = { Boats, Attic };
export const pagesConfig = { mainPage: "Boats", Pages: PAGES };
