import { createClient } from "@base44/sdk";

const base44 = createClient({ appId: "a1" });

// The function that fills the shelves is not in this export.
export const fill = () => base44.functions.invoke("fillShelves", {});
export const shelves = () => base44.entities.Shelf.list();
