export const releases = [{ name: "1", steps: [{ description: "Now with <b>boats</b>" }] }];

export interface Part {
  content: string;
}

const chapters = [{ slug: "sails", parts: [{ content: "<b>Up</b> with them" }] as Part[] }];

export function chapterOf(slug: string) {
  const first = chapters.find((chapter) => chapter.slug === slug);
  if (!first) return undefined;
  return { first };
}
