export async function queueMail(name: string) {
  const response = await fetch("/api/mails", { method: "POST", body: name });
  if (!response.ok) throw new Error("not queued");
}
