export function isAdmin(user: { email?: string } | null) {
  if (!user) return false;
  return (user.email ?? "").toLowerCase().includes("admin");
}
