// A step that may be left out: the picture as it came is there already.
export async function prepared(original: string, cutOut: (picture: string) => Promise<string>) {
  let picture = original;
  try {
    picture = await cutOut(original);
  } catch (error) {
    console.warn("left as it is", error);
  }
  return picture;
}
