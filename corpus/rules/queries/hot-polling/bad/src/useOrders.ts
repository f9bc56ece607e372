import { useQuery } from "@tanstack/react-query";
import { loadKitchen, loadOrders } from "./api";

export function useOrders() {
  return useQuery({
    queryKey: ["orders"],
    queryFn: loadOrders,
    refetchInterval: 3000, // expect: queries/hot-polling
  });
}

export function watchOrders() {
  // expect: queries/hot-polling
  return setInterval(loadOrders, 5000);
}

export function useKitchen() {
  // expect: queries/hot-polling
  return useQuery({ queryKey: ["kitchen"], queryFn: loadKitchen, refetchInterval: 5 * 1000 });
}
