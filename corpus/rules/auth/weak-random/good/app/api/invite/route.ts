import { code, colour, fileName, generateRandomCode, pickColourOf, reset, shuffled, token, wait } from "../../../lib/random";

export async function POST() {
  await wait();
  return Response.json({ code: code(), token: token(), colour: colour(), shade: pickColourOf("a"), booking: `PIER-${generateRandomCode()}`, file: fileName(), list: shuffled([1, 2]), words: reset(["pier"]) });
}
