export function inviteCode(): string {
  return Math.random().toString(36).slice(2, 10).toUpperCase(); // expect: auth/weak-random
}

export function temporaryPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  let password = "";
  for (let i = 0; i < 12; i += 1) password += letters[Math.floor(Math.random() * letters.length)]; // expect: auth/weak-random
  return password;
}
