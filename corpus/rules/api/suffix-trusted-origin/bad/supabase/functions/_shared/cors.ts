export function allowed(origin: string): boolean {
  return origin === "https://kiosk.example" || origin.endsWith(".lovable.app"); // expect: api/suffix-trusted-origin
}
