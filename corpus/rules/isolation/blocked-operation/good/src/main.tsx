import { Orders } from "./App";
import { Desk } from "./Desk";

window.onfocus = () => new Desk().open("a");
export const parts = [Orders];
