import { QueryClient, QueryClientProvider, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { crews, ships } from "./ships";

// Every caller looks at what it got.
function Harbour() {
  const [list, setList] = useState<{ name: string }[]>([]);
  const { data: crew } = useQuery({ queryKey: ["crew"], queryFn: () => crews("gull") });
  const sail = useMutation({
    mutationFn: async () => {
      const answer = await fetch("https://harbour.example/sail", { method: "POST" });
      return answer.json();
    },
    onSuccess: (body) => {
      if (!body.ok) throw new Error("still moored");
    },
  });
  useEffect(() => {
    ships().then((found) => {
      if (Array.isArray(found)) setList(found);
    });
  }, []);
  if (!crew?.names) return null;
  return (
    <button onClick={() => sail.mutate()}>
      {list.length} {crew.names}
    </button>
  );
}

const client = new QueryClient();
createRoot(document.getElementById("root")!).render(
  <QueryClientProvider client={client}>
    <Harbour />
  </QueryClientProvider>,
);
