import { createRoot } from "react-dom/client";
import App from "./App";
import { Invite, reviews } from "./Invite";
import { invite } from "./accounts";
import { keepOne } from "./templates";
import { giveBack } from "./leases";
import { raise } from "./alarms";
import { hand } from "./chores";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [Invite, reviews, invite, keepOne, giveBack, raise, hand];
