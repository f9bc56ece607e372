import { useQuery } from "@tanstack/react-query";
import { loadJob, loadOrders } from "./api";

export function useOrders() {
  return useQuery({ queryKey: ["orders"], queryFn: loadOrders, refetchInterval: 60_000 });
}

export function tick(draw: () => void) {
  setInterval(draw, 1000);
  return setInterval(loadOrders, 60_000);
}

export function useJob(id: string) {
  return useQuery({
    queryKey: ["job", id],
    queryFn: () => loadJob(id),
    refetchInterval: (query) => (query.state.data?.done ? false : 2000),
  });
}
