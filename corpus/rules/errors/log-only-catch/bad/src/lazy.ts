export async function welcome(name: string) {
  try {
    const { queueMail } = await import("./mail");
    await queueMail(name);
  } catch (error) { // expect: errors/log-only-catch
    console.error("no mail", error);
  }
}
