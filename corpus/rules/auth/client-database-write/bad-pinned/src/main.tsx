import { createRoot } from "react-dom/client";
import { Seats } from "./Seats";
import { Singers } from "./Singers";

createRoot(document.getElementById("root")!).render(<><Seats id="a" concertId="b" /><Singers choirId="c" /></>);
