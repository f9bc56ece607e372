export function save(rows) {
  const lines = rows.map((row) => `${row.name},${row.town}`).join("\n");
  return new Blob([lines], { type: "text/csv;charset=utf-8" });
}
