export interface Line {
  quantity: number;
  unit_cents: number;
}

export function sumLines(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unit_cents, 0);
}

export function formatCents(cents: number, currency: string): string {
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(cents / 100);
}
