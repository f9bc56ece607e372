export function Page2() {
  return (
    <main>
      <img src="/top2.jpg" alt="" />
      <img src="/end2.jpg" alt="" />
    </main>
  );
}
