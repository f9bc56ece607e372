import { useQuery } from "@tanstack/react-query";

// Nobody imports it, so nobody asks.
export const useTides = () =>
  useQuery({ queryKey: ["tides"], queryFn: () => fetch("/api/tides").then((answer) => answer.json()), refetchInterval: 2000 });
