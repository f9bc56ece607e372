import { notes } from "./App";
export const parts = [notes];
