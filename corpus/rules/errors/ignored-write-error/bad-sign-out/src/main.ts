import { leave } from "./leave";

document.querySelector("#leave")?.addEventListener("click", leave);
