import { useEffect } from "react";
import { useSearchParams } from "react-router-dom";

export default function Gate({ gardener }: { gardener: string | null }) {
  const [query] = useSearchParams();
  const onward = query.get("onward") || "/plots";

  useEffect(() => {
    if (gardener) window.location.href = onward; // expect: api/open-redirect
  }, [gardener, onward]);

  return <a href="/sign-in">Sign in</a>;
}
