const say = (what: string, more?: unknown) => {
  console.log(`[greet] ${what}`, JSON.stringify(more));
};

// The error's body is in the log, and nothing is built on it.
export async function greet(): Promise<void> {
  try {
    const response = await fetch("https://greet.partner.example/hello", { method: "POST" });
    say("greeted", await response.json());
  } catch (error) {
    say("not greeted", error);
  }
}
