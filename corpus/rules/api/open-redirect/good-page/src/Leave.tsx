function ownPath(wanted: string | null): string {
  if (!wanted) return "/";
  const address = new URL(wanted, window.location.origin);
  return address.origin === window.location.origin ? address.pathname : "/";
}

export default function Leave({ pay }: { pay: () => Promise<{ url: string }> }) {
  const leave = async () => {
    const location = { href: "" };
    location.href = new URLSearchParams(window.location.search).get("label") ?? "";
    if (!location.href) window.location.assign((await pay()).url);
    window.location.assign(ownPath(new URLSearchParams(window.location.search).get("to")));
  };
  return <button onClick={leave}>Leave</button>;
}
