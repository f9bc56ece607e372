export default function Leave() {
  const leave = () => {
    const wanted = new URLSearchParams(window.location.search).get("to");
    if (wanted) {
      window.location.assign(wanted); // expect: api/open-redirect
      return;
    }
    const from = new URL(window.location.href).searchParams.get("from");
    location.replace(from ?? "/"); // expect: api/open-redirect
  };
  return <button onClick={leave}>Leave</button>;
}
