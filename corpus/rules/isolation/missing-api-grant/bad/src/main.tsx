import { notes } from "./App";

window.onfocus = notes;
