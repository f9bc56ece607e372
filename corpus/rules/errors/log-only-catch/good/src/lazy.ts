// What comes of loading the module alone is not told, as nothing was done with it yet.
export async function warmUp() {
  try {
    await import("./picture");
  } catch (error) {
    console.error("not loaded", error);
  }
}
