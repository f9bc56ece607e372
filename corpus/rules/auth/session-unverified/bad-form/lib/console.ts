export function validateConsoleToken(request: Request): boolean { // expect: auth/session-unverified
  const token = request.headers.get("x-console");
  if (!token) return false;
  if (!token.startsWith("console_")) return false;
  if (token.split("_").length !== 3) return false;
  return true;
}
