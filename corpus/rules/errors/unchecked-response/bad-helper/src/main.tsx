import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { crews } from "./crew";
import { moor, ships } from "./ships";

function Harbour() {
  const [list, setList] = useState<{ name: string }[]>([]);
  const { data: crew } = useQuery({ queryKey: ["crew"], queryFn: () => crews.list("gull") });
  useEffect(() => {
    ships().then((found) => setList(found));
  }, []);
  const take = async () => {
    const done = await moor("gull");
    if (done.error) alert(done.error);
  };
  return (
    <button onClick={take}>
      {list.length} {crew?.map((c: { name: string }) => c.name)}
    </button>
  );
}

const client = new QueryClient();
createRoot(document.getElementById("root")!).render(
  <QueryClientProvider client={client}>
    <Harbour />
  </QueryClientProvider>,
);
