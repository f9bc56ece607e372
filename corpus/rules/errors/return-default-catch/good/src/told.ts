export async function saveToken(token: string): Promise<boolean> {
  try {
    await fetch("/api/token", { method: "POST", body: token });
    return true;
  } catch {
    return false;
  }
}

export async function load(setIsAdmin: (is: boolean) => void, setResult: (result: object) => void) {
  try {
    setIsAdmin(await (await fetch("/api/me")).json());
  } catch {
    setIsAdmin(false);
  }
  try {
    setResult(await (await fetch("/api/check")).json());
  } catch {
    setResult({ done: false, message: "could not be checked" });
  }
}
