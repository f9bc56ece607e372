import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";

const PLACES: Record<string, string> = { plots: "/plots", shed: "/shed" };

export default function Gate({ gardener, shown }: { gardener: string | null; shown: boolean }) {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const onward = query.get("onward") || "/plots";
  const place = query.get("place") ?? "plots";
  const plot = query.get("plot");

  useEffect(() => {
    if (!gardener) return;
    if (shown) navigate(query.get("back") ?? "/");
    else if (plot) window.location.href = `/plots/${plot}`;
    else window.location.href = PLACES[place] ?? "/plots";
  }, [gardener, shown, plot, place, navigate, query]);

  const go = () => {
    window.location.href = onward.startsWith("/") && !onward.startsWith("//") ? onward : "/plots";
  };
  return <button onClick={go}>Go on</button>;
}
