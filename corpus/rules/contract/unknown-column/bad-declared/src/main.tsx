import { add, deepest, free } from "./moorings";

document.querySelector("#deep")?.addEventListener("click", () => void deepest().then(console.log));
document.querySelector("#free")?.addEventListener("click", () => void free().then(console.log));
document.querySelector("#add")?.addEventListener("click", () => void add());
