export function done() {
  fetch("/api/done", { method: "POST" }).catch(() => null);
}
