import * as React from "react";

export function ChartStyle({ id, colors }: { id: string; colors: Record<string, string> }) {
  return (
    <style
      dangerouslySetInnerHTML={{
        __html: Object.entries(colors).map(([key, value]) => `[data-chart=${id}] { --color-${key}: ${value}; }`).join("\n"),
      }}
    />
  );
}
