export function inviteCode(): string {
  return Math.random().toString(36).slice(2, 10).toUpperCase(); // expect: auth/weak-random
}

export function temporaryPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  let password = "";
  for (let i = 0; i < 12; i += 1) password += letters[Math.floor(Math.random() * letters.length)]; // expect: auth/weak-random
  return password;
}

export function generateAccessCode(prefix: string): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  let result = "";
  for (let i = 0; i < 6; i += 1) {
    result += letters.charAt(Math.floor(Math.random() * letters.length)); // expect: auth/weak-random
  }
  return `${prefix}-${result}`;
}

// One secret, made in steps.
export function makePin(): string {
  let pin = String(Math.floor(Math.random() * 9) + 1); // expect: auth/weak-random
  pin += String(Math.floor(Math.random() * 1000));
  return pin;
}

export function referralCode(): string {
  return Math.random().toString(36).slice(2, 8); // expect: auth/weak-random
}
