import { code, colour, fileName, shuffled, token, wait } from "../../../lib/random";

export async function POST() {
  await wait();
  return Response.json({ code: code(), token: token(), colour: colour(), file: fileName(), list: shuffled([1, 2]) });
}
