import { createClient } from "@supabase/supabase-js";
import { createRoot } from "react-dom/client";

const supabase = createClient("https://x.supabase.co", "k");

// Each row is the caller's own: who changed it stands in it.
const settle = (id: string) => supabase.from("payments").update({ status: "matched" }).eq("id", id).throwOnError();

createRoot(document.getElementById("root")!).render(<button onClick={() => settle("x")}>Settle</button>);
